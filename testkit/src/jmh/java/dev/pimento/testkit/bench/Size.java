package dev.pimento.testkit.bench;

/** How large a tenant is. */
enum Size {
  S(1_000, 100, 5_000, 1 << 16),
  M(100_000, 5_000, 500_000, 1 << 18),
  L(1_000_000, 50_000, 5_000_000, 1 << 20);

  final int users;
  final int groups;
  final int records;

  /** How many distinct questions are asked of it. */
  final int questions;

  Size(int users, int groups, int records, int questions) {
    this.users = users;
    this.groups = groups;
    this.records = records;
    this.questions = questions;
  }
}
