package dev.pimento.graph.internal;

import com.microsoft.graph.models.ApprovalSettings;
import com.microsoft.graph.models.GroupMembers;
import com.microsoft.graph.models.SingleUser;
import com.microsoft.graph.models.SubjectSet;
import com.microsoft.graph.models.UnifiedApprovalStage;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyApprovalRule;
import dev.pimento.directory.Id;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rule about whether an activation has to be approved, and by whom: both ways. */
final class ApprovalRule {
  private static final String SETTING = "setting";
  private static final String STAGES = "approvalStages";

  private final GraphRecord sent;
  private final ApprovalSettings setting;
  private final Approval otherwise;
  private final Consumer<RecordProblem> problems;

  private ApprovalRule(
      GraphRecord sent,
      ApprovalSettings setting,
      Approval otherwise,
      Consumer<RecordProblem> problems) {
    this.sent = sent;
    this.setting = setting;
    this.otherwise = otherwise;
    this.problems = problems;
  }

  /** Returns what the rule asks; what it leaves out is as by default. */
  static Approval of(
      PolicyRules.Rule<UnifiedRoleManagementPolicyApprovalRule> rule,
      Approval otherwise,
      Consumer<RecordProblem> problems) {
    ApprovalSettings setting = rule.model().getSetting();
    return new ApprovalRule(
            rule.sent(), setting == null ? new ApprovalSettings() : setting, otherwise, problems)
        .read();
  }

  private Approval read() {
    Boolean required = setting.getIsApprovalRequired();
    if (required == null) {
      problems.accept(sent.mismatch("true or false", SETTING, "isApprovalRequired"));
    }
    List<GraphRecord> stages = sent.children(SETTING, STAGES);
    if (stages.size() > 1) {
      Place place = sent.place();
      problems.accept(
          RecordProblem.mismatch(
              place.withPath(place.path() + "." + SETTING + "." + STAGES),
              "one stage",
              stages.size() + ": the approvers of all of them count"));
    }
    return Approval.builder()
        .required(or(required, otherwise.required()))
        .requiredForExtension(
            or(setting.getIsApprovalRequiredForExtension(), otherwise.requiredForExtension()))
        .requestorJustificationRequired(
            or(
                setting.getIsRequestorJustificationRequired(),
                otherwise.requestorJustificationRequired()))
        .approverJustificationRequired(approverJustification())
        .approvers(approvers(stages))
        .build();
  }

  private static boolean or(@Nullable Boolean value, boolean otherwise) {
    return value == null ? otherwise : value;
  }

  /** Of several stages the strictest counts. */
  private boolean approverJustification() {
    List<UnifiedApprovalStage> stages = setting.getApprovalStages();
    return stages == null
        ? otherwise.approverJustificationRequired()
        : stages.stream()
            .map(UnifiedApprovalStage::getIsApproverJustificationRequired)
            .filter(Objects::nonNull)
            .reduce(Boolean::logicalOr)
            .orElse(otherwise.approverJustificationRequired());
  }

  private Set<Approver> approvers(List<GraphRecord> stages) {
    Set<Approver> approvers = new TreeSet<>();
    for (GraphRecord stage : stages) {
      for (GraphRecord approver : stage.children("primaryApprovers")) {
        approver(approver).ifPresent(approvers::add);
      }
    }
    return approvers;
  }

  /** The SDK knows no {@code id} of an approver, which the documented bodies have. */
  private Optional<Approver> approver(GraphRecord approver) {
    String type = approver.text("@odata.type").orElse("").strip().toLowerCase(Locale.ROOT);
    boolean user = type.endsWith(".singleuser");
    if (!user && !type.endsWith(".groupmembers")) {
      problems.accept(approver.mismatch("singleUser or groupMembers", "@odata.type"));
      return Optional.empty();
    }
    String name = user ? "userId" : "groupId";
    Optional<Id> id = Fields.tryId(approver.text(approver.says(name) ? name : "id").orElse(null));
    if (id.isEmpty()) {
      problems.accept(approver.mismatch("an id", name));
    }
    return id.map(user ? Approver::user : Approver::membersOf);
  }

  /** One stage is all that PIM has; it stays where no approval is required. */
  static UnifiedRoleManagementPolicyApprovalRule toGraph(Approval approval) {
    UnifiedApprovalStage stage = new UnifiedApprovalStage();
    stage.setApprovalStageTimeOutInDays(1);
    stage.setIsApproverJustificationRequired(approval.approverJustificationRequired());
    stage.setEscalationTimeInMinutes(0);
    stage.setIsEscalationEnabled(false);
    stage.setPrimaryApprovers(approval.approvers().stream().map(ApprovalRule::toGraph).toList());
    stage.setEscalationApprovers(List.of());
    ApprovalSettings setting = new ApprovalSettings();
    setting.setIsApprovalRequired(approval.required());
    setting.setIsApprovalRequiredForExtension(approval.requiredForExtension());
    setting.setIsRequestorJustificationRequired(approval.requestorJustificationRequired());
    setting.setApprovalMode("SingleStage");
    setting.setApprovalStages(List.of(stage));
    UnifiedRoleManagementPolicyApprovalRule model = new UnifiedRoleManagementPolicyApprovalRule();
    model.setSetting(setting);
    return model;
  }

  private static SubjectSet toGraph(Approver approver) {
    if (approver.kind() == Approver.Kind.USER) {
      SingleUser user = new SingleUser();
      user.setUserId(approver.id().toString());
      return user;
    }
    GroupMembers group = new GroupMembers();
    group.setGroupId(approver.id().toString());
    return group;
  }
}
