package dev.pimento.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.pimento.policy.Requirement;
import dev.pimento.time.ScheduleInfo;
import java.time.Instant;

/** What to change in a refused command so that this reason against it is gone. */
public sealed interface Fix {

  /** Nothing in the command can help; somebody has to do something else first. */
  record None() implements Fix {}

  /**
   * Ask for these times.
   *
   * @param schedule the nearest times that are allowed
   */
  record Times(ScheduleInfo schedule) implements Fix {
    public Times {
      requireNonNull(schedule, "schedule");
    }
  }

  /**
   * Ask again later.
   *
   * @param earliest the first instant at which it is allowed
   */
  record Wait(Instant earliest) implements Fix {
    public Wait {
      requireNonNull(earliest, "earliest");
    }
  }

  /**
   * Bring something that was missing.
   *
   * @param requirement what
   */
  record Bring(Requirement requirement) implements Fix {
    public Bring {
      requireNonNull(requirement, "requirement");
    }
  }

  /**
   * Sign in again so that an authentication context is satisfied.
   *
   * @param authenticationContext which, such as {@code c1}
   */
  record SignIn(String authenticationContext) implements Fix {
    public SignIn {
      requireNonNull(authenticationContext, "authenticationContext");
    }
  }
}
