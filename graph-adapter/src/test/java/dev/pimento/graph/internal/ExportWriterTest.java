package dev.pimento.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.SampleTenant;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportWriterTest {

  @Test
  void write_moreRecordsThanAPageHolds_goOnInTheNext(@TempDir Path folder) {
    Tenant tenant = SampleTenant.contoso();

    ExportWriter.write(tenant, folder, 2);

    assertThat(folder.resolve("users.json")).content().contains("\"@odata.context\"");
    assertThat(folder.resolve("users.3.json")).exists();
    assertThat(folder.resolve("users.4.json")).doesNotExist();
    Tenant again =
        ExportReader.read(folder, Optional.empty(), (file, records, done, total) -> {}).tenant();
    assertThat(again.principals().toList()).isEqualTo(tenant.principals().toList());
    assertThat(again.schedules().toList()).isEqualTo(tenant.schedules().toList());
  }

  @Test
  void write_asManyRecordsAsAPageHolds_hasOnePage(@TempDir Path folder) {
    ExportWriter.write(SampleTenant.contoso(), folder, 5);

    assertThat(folder.resolve("users.json")).exists();
    assertThat(folder.resolve("users.2.json")).doesNotExist();
  }
}
