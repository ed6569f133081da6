package dev.pimento.testkit.junit;

import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.TenantBuilder;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where the tenants of a test come from. Immutable and thread-safe. */
sealed interface Source {

  /**
   * A new fake.
   *
   * @param seed what is drawn is drawn from it
   * @param start the instant to start at; empty where the source may choose
   */
  FakeTenant fake(long seed, Optional<Instant> start);

  /** What the tenant depends on, besides what stands in the test; empty where on no seed. */
  OptionalLong dependsOn(long seed, Optional<Instant> start);

  /** Lines for a builder, which stands at the given start or at a drawn one. */
  record Lines(UnaryOperator<TenantBuilder> lines) implements Source {
    @Override
    public FakeTenant fake(long seed, Optional<Instant> start) {
      TenantBuilder builder =
          start.map(TenantBuilder::at).orElseGet(() -> TenantBuilder.seeded(seed));
      return FakeTenant.of(lines.apply(builder).build());
    }

    @Override
    public OptionalLong dependsOn(long seed, Optional<Instant> start) {
      return start.isPresent() ? OptionalLong.empty() : OptionalLong.of(seed);
    }
  }

  /** Tenants that are drawn whole. */
  record Drawn(LongFunction<Tenant> tenants) implements Source {
    @Override
    public FakeTenant fake(long seed, Optional<Instant> start) {
      return startingAt(FakeTenant.of(tenants.apply(seed)), start);
    }

    @Override
    public OptionalLong dependsOn(long seed, Optional<Instant> start) {
      return OptionalLong.of(seed);
    }
  }

  /** A Graph export on the class path or in the file system. */
  record Export(String location, ClassLoader loader) implements Source {
    @Override
    public FakeTenant fake(long seed, Optional<Instant> start) {
      return startingAt(FakeTenant.fromExport(folder()), start);
    }

    @Override
    public OptionalLong dependsOn(long seed, Optional<Instant> start) {
      return OptionalLong.empty();
    }

    private Path folder() {
      @Nullable URL resource = loader.getResource(location);
      try {
        return resource != null && resource.getProtocol().equals("file")
            ? Path.of(resource.toURI())
            : Path.of(location);
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException("Invalid location of an export: " + resource, e);
      }
    }
  }

  private static FakeTenant startingAt(FakeTenant fake, Optional<Instant> start) {
    return start.map(fake::startingAt).orElse(fake);
  }
}
