package dev.pimento.graph;

import java.net.URI;

/** A cloud of Microsoft's, with the addresses of its Graph and of its sign-in. */
public enum GraphCloud {
  GLOBAL("https://graph.microsoft.com", "https://login.microsoftonline.com"),
  US_GOVERNMENT("https://graph.microsoft.us", "https://login.microsoftonline.us"),
  US_GOVERNMENT_DOD("https://dod-graph.microsoft.us", "https://login.microsoftonline.us"),
  CHINA("https://microsoftgraph.chinacloudapi.cn", "https://login.partner.microsoftonline.cn");

  private final URI graph;
  private final URI authority;

  GraphCloud(String graph, String authority) {
    this.graph = URI.create(graph);
    this.authority = URI.create(authority);
  }

  /** Graph's address, without a version. */
  public URI graph() {
    return graph;
  }

  /** What a credential of this cloud takes as its {@code authorityHost}. */
  public URI authority() {
    return authority;
  }
}
