package dev.pimento.lifecycle;

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

/** Sends each command to where it is decided. */
record Decider(Situation situation) implements Command.Visitor<Decision> {

  @Override
  public Decision scheduleRequest(ScheduleRequest command) {
    return new ScheduleDecider(situation).decide(command);
  }

  @Override
  public Decision review(Review command) {
    return new ReviewDecider(situation).review(command);
  }

  @Override
  public Decision cancel(Cancel command) {
    return new ReviewDecider(situation).cancel(command);
  }

  @Override
  public Decision changeSettings(ChangeSettings command) {
    return new SettingsDecider(situation).change(command);
  }

  @Override
  public Decision changeLicence(ChangeLicence command) {
    return new SettingsDecider(situation).changeLicence(command);
  }

  @Override
  public Decision addDirectly(AddDirectly command) {
    return new DirectoryDecider(situation).add(command);
  }

  @Override
  public Decision removeDirectly(RemoveDirectly command) {
    return new DirectoryDecider(situation).remove(command);
  }

  @Override
  public Decision createPrincipal(CreatePrincipal command) {
    return new DirectoryDecider(situation).create(command);
  }

  @Override
  public Decision updatePrincipal(UpdatePrincipal command) {
    return new DirectoryDecider(situation).update(command);
  }

  @Override
  public Decision deletePrincipal(DeletePrincipal command) {
    return new DirectoryDecider(situation).delete(command);
  }

  @Override
  public Decision restorePrincipal(RestorePrincipal command) {
    return new DirectoryDecider(situation).restore(command);
  }
}
