package dev.pimento.testkit.theorems;

import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.AddDirectly;
import dev.pimento.lifecycle.Command.Cancel;
import dev.pimento.lifecycle.Command.ChangeLicence;
import dev.pimento.lifecycle.Command.ChangeSettings;
import dev.pimento.lifecycle.Command.CreatePrincipal;
import dev.pimento.lifecycle.Command.DeletePrincipal;
import dev.pimento.lifecycle.Command.RemoveDirectly;
import dev.pimento.lifecycle.Command.RestorePrincipal;
import dev.pimento.lifecycle.Command.Review;
import dev.pimento.lifecycle.Command.ScheduleRequest;
import dev.pimento.lifecycle.Command.UpdatePrincipal;
import java.util.function.UnaryOperator;

/** The same command, called otherwise. */
record Calls(Call call) implements Command.Visitor<Command> {

  static Command with(Command command, UnaryOperator<Call> change) {
    return command.walk(new Calls(change.apply(command.call())));
  }

  @Override
  public Command scheduleRequest(ScheduleRequest command) {
    return command.withCall(call);
  }

  @Override
  public Command review(Review command) {
    return new Review(
        call, command.request(), command.result(), command.kind(), command.schedule());
  }

  @Override
  public Command cancel(Cancel command) {
    return new Cancel(call, command.request());
  }

  @Override
  public Command changeSettings(ChangeSettings command) {
    return new ChangeSettings(call, command.access(), command.settings());
  }

  @Override
  public Command addDirectly(AddDirectly command) {
    return new AddDirectly(call, command.principal(), command.access());
  }

  @Override
  public Command removeDirectly(RemoveDirectly command) {
    return new RemoveDirectly(call, command.principal(), command.access());
  }

  @Override
  public Command createPrincipal(CreatePrincipal command) {
    return new CreatePrincipal(call, command.principal());
  }

  @Override
  public Command updatePrincipal(UpdatePrincipal command) {
    return new UpdatePrincipal(call, command.principal());
  }

  @Override
  public Command deletePrincipal(DeletePrincipal command) {
    return new DeletePrincipal(call, command.principal());
  }

  @Override
  public Command restorePrincipal(RestorePrincipal command) {
    return new RestorePrincipal(call, command.principal());
  }

  @Override
  public Command changeLicence(ChangeLicence command) {
    return new ChangeLicence(call, command.licensed());
  }
}
