package dev.pimento.testkit.bench;

import dev.pimento.testkit.bench.Field.Activation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * A database in memory with the closure as a table: who has which access, role or membership, from
 * when to when, under numbers that are looked up beforehand, with an index for either direction and
 * prepared statements.
 */
final class ClosureTable implements Peer {

  /** Takes a row of the closure. */
  private interface Rows {
    void add(int user, int access, long start, long end) throws SQLException;
  }

  private final Questions questions;
  private final Connection connection;
  private final PreparedStatement can;
  private final PreparedStatement who;
  private final PreparedStatement what;
  private final PreparedStatement matrix;

  private ClosureTable(String url, Field field, Questions questions) {
    this.questions = questions;
    try {
      connection = DriverManager.getConnection(url);
      try (Statement statement = connection.createStatement()) {
        statement.execute("create table closure(u int, a int, s bigint, e bigint)");
        if (connection instanceof DuckDBConnection duck) {
          statement.execute("set threads = 1");
          try (DuckDBAppender rows = duck.createAppender("main", "closure")) {
            append(
                field,
                (u, a, s, e) -> rows.beginRow().append(u).append(a).append(s).append(e).endRow());
          }
        } else {
          insert(field);
        }
        statement.execute("create index by_user on closure(u, a, s, e)");
        statement.execute("create index by_access on closure(a, s, e, u)");
        statement.execute("analyze");
      }
      can =
          connection.prepareStatement(
              "select 1 from closure where u = ? and a = ? and s <= ? and e > ? limit 1");
      who =
          connection.prepareStatement(
              "select distinct u from closure where a = ? and s <= ? and e > ?");
      what =
          connection.prepareStatement(
              "select distinct a from closure where u = ? and s <= ? and e > ?");
      matrix =
          connection.prepareStatement(
              "select distinct u, a from closure where a < "
                  + Field.ROLES
                  + " and s <= ? and e > ?");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static ClosureTable h2(Field field, Questions questions) {
    return new ClosureTable("jdbc:h2:mem:" + field.size, field, questions);
  }

  static ClosureTable duckDb(Field field, Questions questions) {
    return new ClosureTable("jdbc:duckdb:", field, questions);
  }

  static ClosureTable sqlite(Field field, Questions questions) {
    return new ClosureTable("jdbc:sqlite::memory:", field, questions);
  }

  private void insert(Field field) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement("insert into closure values(?, ?, ?, ?)")) {
      int[] open = {0};
      append(
          field,
          (user, access, start, end) -> {
            insert.setInt(1, user);
            insert.setInt(2, access);
            insert.setLong(3, start);
            insert.setLong(4, end);
            insert.addBatch();
            if (++open[0] % 10_000 == 0) {
              insert.executeBatch();
            }
          });
      insert.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static void append(Field field, Rows rows) throws SQLException {
    for (int user = 0; user < field.size.users; user++) {
      if (field.direct[user] >= 0) {
        rows.add(user, field.direct[user], 0, Field.ALWAYS);
      }
      for (int group : field.standing[user]) {
        for (int around : field.around(group)) {
          rows.add(user, Field.membership(around), 0, Field.ALWAYS);
        }
      }
    }
    for (Activation a : field.activations) {
      rows.add(a.user(), Field.membership(a.group()), a.start(), a.end());
      for (int role : field.rolesOf[a.group()]) {
        rows.add(a.user(), role, a.start(), a.end());
      }
    }
  }

  @Override
  public boolean can(int question) {
    try {
      can.setInt(1, questions.users[question]);
      can.setInt(2, questions.roles[question]);
      can.setLong(3, questions.seconds[question]);
      can.setLong(4, questions.seconds[question]);
      try (ResultSet found = can.executeQuery()) {
        return found.next();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Collection<Integer> who(int question) {
    return numbers(who, questions.roles[question], questions.seconds[question]);
  }

  @Override
  public Collection<Integer> what(int question) {
    return numbers(what, questions.users[question], questions.seconds[question]);
  }

  private static Collection<Integer> numbers(PreparedStatement query, int key, long second) {
    try {
      query.setInt(1, key);
      query.setLong(2, second);
      query.setLong(3, second);
      List<Integer> numbers = new ArrayList<>();
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          numbers.add(found.getInt(1));
        }
      }
      return numbers;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void matrix(int question, BiConsumer<Object, Object> pairs) {
    try {
      matrix.setLong(1, questions.seconds[question]);
      matrix.setLong(2, questions.seconds[question]);
      try (ResultSet found = matrix.executeQuery()) {
        while (found.next()) {
          pairs.accept(found.getInt(1), found.getInt(2));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
