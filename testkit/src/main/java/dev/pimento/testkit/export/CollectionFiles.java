package dev.pimento.testkit.export;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;

/** Reads the pages of a collection record by record; never more than one record is in memory. */
final class CollectionFiles {

  /** Takes one record. */
  interface Taker {
    void take(Row row) throws RejectedException;
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Folder folder;
  private final Report report;

  CollectionFiles(Folder folder, Report report) {
    this.folder = folder;
    this.report = report;
  }

  /** Reads a collection; what is wrong with it is reported, and the rest is taken. */
  Reading read(String collection, Taker taker) {
    Reading reading = new Reading();
    NavigableMap<Integer, String> pages = folder.pages(collection);
    int expected = 1;
    for (Map.Entry<Integer, String> page : pages.entrySet()) {
      if (page.getKey() != expected) {
        fault(
            reading,
            page.getValue(),
            "",
            "expected page " + expected + " before it, but found none");
      }
      expected = page.getKey() + 1;
      Page file = new Page(page.getValue(), reading, taker);
      folder.use(page.getValue()).ifPresent(file::read);
      if (file.nextLink && page.equals(pages.lastEntry())) {
        fault(
            reading,
            page.getValue(),
            "$['@odata.nextLink']",
            "expected a further page, but found none");
      }
    }
    return reading;
  }

  private void fault(Reading reading, String file, String path, String reason) {
    report.problem(file, path, reason);
    reading.fault(file + ": " + reason);
  }

  private final class Page {

    private final String name;
    private final Reading reading;
    private final Taker taker;
    private String context = "";
    private boolean nextLink;

    private Page(String name, Reading reading, Taker taker) {
      this.name = name;
      this.reading = reading;
      this.taker = taker;
    }

    private void read(Path file) {
      try (JsonParser parser = JSON.getFactory().createParser(file.toFile())) {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_ARRAY) {
          records(parser, "$");
        } else if (first == JsonToken.START_OBJECT) {
          envelope(parser);
        } else {
          fault(reading, name, "$", "expected an object or an array, but found " + first);
        }
        if (parser.nextToken() != null) {
          fault(reading, name, "", "expected one JSON value, but found more after it");
        }
      } catch (JacksonException e) {
        fault(reading, name, "", "expected JSON, but found a mistake: " + e.getOriginalMessage());
      } catch (IOException e) {
        fault(reading, name, "", "expected a readable file, but found " + e.getMessage());
      }
      reading.page(context);
    }

    private void envelope(JsonParser parser) throws IOException {
      boolean value = false;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String property = parser.currentName();
        JsonToken token = parser.nextToken();
        if (property.equals("value") && token == JsonToken.START_ARRAY) {
          value = true;
          records(parser, "$.value");
        } else if (property.equals("@odata.context") && token == JsonToken.VALUE_STRING) {
          context = parser.getText();
        } else if (property.equals("@odata.nextLink") && token == JsonToken.VALUE_STRING) {
          nextLink = true;
        } else {
          parser.skipChildren();
        }
      }
      if (!value) {
        fault(reading, name, "$.value", "expected an array, but found none");
      }
    }

    private void records(JsonParser parser, String path) throws IOException {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        String at = path + "[" + i + "]";
        try {
          if (parser.currentToken() != JsonToken.START_OBJECT) {
            JsonToken found = parser.currentToken();
            parser.skipChildren();
            throw new RejectedException(at, "expected an object, but found " + found);
          }
          taker.take(new Row(report, name, at, JSON.readTree(parser)));
        } catch (RejectedException e) {
          fault(reading, name, e.path(), String.valueOf(e.getMessage()));
        }
      }
    }
  }
}
