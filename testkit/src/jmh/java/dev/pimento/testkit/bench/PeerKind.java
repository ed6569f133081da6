package dev.pimento.testkit.bench;

import java.util.Set;

/** Who is measured against, what it is asked, and whether only in the long form. */
enum PeerKind {
  NAIVE("naive maps", false, "can", "who", "what", "matrix") {
    @Override
    Peer build(Field field, Questions questions, Texts texts) {
      return new NaiveMaps(field.tenant(), questions);
    }
  },
  CASBIN("jCasbin", false, "can", "who", "what", "matrix") {
    @Override
    Peer build(Field field, Questions questions, Texts texts) {
      return new Casbin(field, questions, texts);
    }
  },
  JGRAPHT("JGraphT", false, "can", "who", "what", "matrix") {
    @Override
    Peer build(Field field, Questions questions, Texts texts) {
      return new JGraph(field, questions, texts);
    }
  },
  H2("H2", false, "can", "who", "what", "matrix") {
    @Override
    Peer build(Field field, Questions questions, Texts texts) {
      return ClosureTable.h2(field, questions);
    }
  },
  DUCKDB("DuckDB", false, "can", "who", "what", "matrix") {
    @Override
    Peer build(Field field, Questions questions, Texts texts) {
      return ClosureTable.duckDb(field, questions);
    }
  },
  SQLITE("SQLite", true, "can", "who", "what", "matrix") {
    @Override
    Peer build(Field field, Questions questions, Texts texts) {
      return ClosureTable.sqlite(field, questions);
    }
  },
  SHIRO("Apache Shiro", true, "can") {
    @Override
    Peer build(Field field, Questions questions, Texts texts) {
      return new Shiro(new NaiveMaps(field.tenant(), questions), questions);
    }
  },
  CEDAR("Cedar", true, "can") {
    @Override
    Peer build(Field field, Questions questions, Texts texts) {
      return new Cedar(field, questions);
    }
  };

  final String label;
  final boolean onlyFull;
  final Set<String> answers;

  PeerKind(String label, boolean onlyFull, String... answers) {
    this.label = label;
    this.onlyFull = onlyFull;
    this.answers = Set.of(answers);
  }

  abstract Peer build(Field field, Questions questions, Texts texts);
}
