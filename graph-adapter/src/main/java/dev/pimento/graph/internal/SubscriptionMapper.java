package dev.pimento.graph.internal;

import com.google.gson.JsonElement;
import com.microsoft.graph.models.LicenseUnitsDetail;
import com.microsoft.graph.models.ServicePlanInfo;
import com.microsoft.graph.models.SubscribedSku;
import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Id;
import dev.pimento.directory.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Maps the licences that a tenant owns, both ways. */
final class SubscriptionMapper
    implements RecordMapper<SubscribedSku, Subscription>, ToGraph<SubscribedSku, Subscription> {

  private static final String UNITS = "prepaidUnits";
  private static final String PLANS = "servicePlans";

  @Override
  public ParsableFactory<SubscribedSku> model() {
    return SubscribedSku::createFromDiscriminatorValue;
  }

  @Override
  public Subscription map(SubscribedSku model, GraphRecord sent, Consumer<RecordProblem> problems) {
    Id id = Fields.id(sent, model.getId(), "id");
    Optional<LicenseUnitsDetail> units = Optional.ofNullable(model.getPrepaidUnits());
    return new Subscription(
        id,
        Fields.name(model.getSkuPartNumber(), id),
        status(model, sent, problems),
        number(sent, units.map(LicenseUnitsDetail::getEnabled).orElse(null), UNITS, "enabled"),
        number(sent, units.map(LicenseUnitsDetail::getWarning).orElse(null), UNITS, "warning"),
        number(sent, model.getConsumedUnits(), "consumedUnits"),
        plans(model, sent));
  }

  private static Subscription.Status status(
      SubscribedSku model, GraphRecord sent, Consumer<RecordProblem> problems) {
    String name = model.getCapabilityStatus();
    Subscription.Status status = Subscription.Status.of(name == null ? "" : name);
    if (name != null && status == Subscription.Status.UNKNOWN) {
      problems.accept(
          sent.mismatch("Enabled, Warning, Suspended, Deleted or LockedOut", "capabilityStatus"));
    }
    return status;
  }

  private static int number(GraphRecord sent, @Nullable Integer value, String... names) {
    if (value == null || value < 0) {
      throw sent.rejected("a number of licences", names);
    }
    return value;
  }

  private static SortedSet<String> plans(SubscribedSku model, GraphRecord sent) {
    List<ServicePlanInfo> sentPlans = model.getServicePlans();
    int all =
        sent.at(PLANS)
            .filter(JsonElement::isJsonArray)
            .map(a -> a.getAsJsonArray().size())
            .orElse(0);
    if (sentPlans == null || sentPlans.size() != all) {
      throw sent.rejected("a list of service plans", PLANS);
    }
    SortedSet<String> plans = new TreeSet<>();
    for (ServicePlanInfo plan : sentPlans) {
      String name = plan.getServicePlanName();
      if (name == null || name.isBlank()) {
        throw sent.rejected("service plans with names", PLANS);
      }
      if (!Fields.is(plan.getProvisioningStatus(), "Disabled")) {
        plans.add(name);
      }
    }
    return plans;
  }

  @Override
  public SubscribedSku toGraph(Subscription subscription) {
    SubscribedSku model = new SubscribedSku();
    model.setId(subscription.id().toString());
    model.setSkuPartNumber(Fields.displayName(subscription.partNumber(), subscription.id()));
    if (subscription.status() != Subscription.Status.UNKNOWN) {
      model.setCapabilityStatus(subscription.status().wireName());
    }
    LicenseUnitsDetail units = new LicenseUnitsDetail();
    units.setEnabled(subscription.enabled());
    units.setWarning(subscription.warning());
    model.setPrepaidUnits(units);
    model.setConsumedUnits(subscription.consumed());
    model.setServicePlans(subscription.plans().stream().map(SubscriptionMapper::plan).toList());
    return model;
  }

  private static ServicePlanInfo plan(String name) {
    ServicePlanInfo plan = new ServicePlanInfo();
    plan.setServicePlanName(name);
    plan.setProvisioningStatus("Success");
    return plan;
  }
}
