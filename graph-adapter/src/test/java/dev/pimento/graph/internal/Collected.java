package dev.pimento.graph.internal;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A handler that keeps everything. */
final class Collected implements RecordHandler {
  final List<GraphRecord> records = new ArrayList<>();
  final List<RecordProblem> problems = new ArrayList<>();
  final List<Long> progress = new ArrayList<>();

  RecordFile read(String json) {
    return read(json.getBytes(StandardCharsets.UTF_8));
  }

  RecordFile read(byte[] bytes) {
    return RecordReader.read(new ByteArrayInputStream(bytes), "groups.json", this);
  }

  /** Returns the problems as a user sees them. */
  List<String> lines() {
    return problems.stream().map(RecordProblem::toString).toList();
  }

  @Override
  public void record(GraphRecord record) {
    records.add(record);
  }

  @Override
  public void problem(RecordProblem problem) {
    problems.add(problem);
  }

  @Override
  public void progress(long count) {
    progress.add(count);
  }
}
