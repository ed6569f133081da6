package dev.pimento.testkit.export;

import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether an activation has to be approved, and by whom, from a rule of a policy. */
final class ApprovalRows {

  private ApprovalRows() {}

  /** What the rule leaves out is as by default. */
  static Approval approval(Row rule, Approval byDefault) {
    Row setting = rule.child("setting");
    Verdict required = setting.flag("isApprovalRequired");
    if (required.isUnknown()) {
      setting.odd("isApprovalRequired", "expected true or false; the default stands in");
    }
    List<Row> stages = setting.children("approvalStages").stream().filter(Row::isObject).toList();
    if (stages.size() > 1) {
      setting.odd(
          "approvalStages",
          "expected one stage, but found %d; all their approvers count".formatted(stages.size()));
    }
    return Approval.builder()
        .required(or(required, byDefault.required()))
        .requiredForExtension(
            or(setting.flag("isApprovalRequiredForExtension"), byDefault.requiredForExtension()))
        .requestorJustificationRequired(
            or(
                setting.flag("isRequestorJustificationRequired"),
                byDefault.requestorJustificationRequired()))
        .approverJustificationRequired(
            or(approverJustification(stages), byDefault.approverJustificationRequired()))
        .approvers(approvers(stages))
        .build();
  }

  private static boolean or(Verdict said, boolean byDefault) {
    return said.isUnknown() ? byDefault : said.isYes();
  }

  /** Yes if any stage says so, no if any says no, unknown where none says anything. */
  private static Verdict approverJustification(List<Row> stages) {
    Verdict said = Verdict.UNKNOWN;
    for (Row stage : stages) {
      Verdict here = stage.flag("isApproverJustificationRequired");
      if (here.isYes() || said.isUnknown()) {
        said = here;
      }
    }
    return said;
  }

  private static Set<Approver> approvers(List<Row> stages) {
    Set<Approver> approvers = new TreeSet<>();
    for (Row stage : stages) {
      for (Row approver : stage.children("primaryApprovers")) {
        switch (approver.word("@odata.type")) {
          case "#microsoft.graph.singleuser" ->
              id(approver, "userId").map(Approver::user).ifPresent(approvers::add);
          case "#microsoft.graph.groupmembers" ->
              id(approver, "groupId").map(Approver::membersOf).ifPresent(approvers::add);
          default ->
              approver.odd(
                  "@odata.type",
                  "expected a user or the members of a group, but found \"%s\""
                      .formatted(approver.text("@odata.type")));
        }
      }
    }
    return approvers;
  }

  /** Both spellings are documented. */
  private static Optional<Id> id(Row approver, String property) {
    String name = approver.child(property).isNothing() ? "id" : property;
    Optional<Id> id = approver.optionalId(name);
    if (approver.child(name).isNothing()) {
      approver.odd(property, "expected an id, but found none");
    }
    return id;
  }
}
