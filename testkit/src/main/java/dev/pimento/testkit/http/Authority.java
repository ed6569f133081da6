package dev.pimento.testkit.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate authority for one endpoint: it signs one certificate, for 127.0.0.1 and localhost,
 * and is thrown away. Its keys never leave memory.
 *
 * <p>The JDK reads and signs certificates, but makes none. So they are put together here, by RFC
 * 5280, as strict clients want them: with key identifiers, and for less than the 825 days that some
 * systems take.
 */
final class Authority {

  private static final Duration BEFORE = Duration.ofDays(1);
  private static final Duration LASTS = Duration.ofDays(365);

  private static final int BOOLEAN = 0x01;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_ID = 0x06;
  private static final int UTF8_STRING = 0x0C;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  /** Where a choice or an optional part is told by its number, without and with parts. */
  private static final int NUMBERED = 0x80;

  private static final int NUMBERED_WITH_PARTS = 0xA0;

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private final X509Certificate certificate;
  private final SSLContext context;

  private Authority(X509Certificate certificate, SSLContext context) {
    this.certificate = certificate;
    this.context = context;
  }

  /**
   * A new authority.
   *
   * @param wall the instant around which its certificates are valid
   */
  static Authority of(Instant wall) {
    try {
      KeyPair authority = keys();
      KeyPair server = keys();
      byte[] id = keyId(authority);
      byte[] name = name("Pimento throw-away authority " + serial(authority).toString(16));
      byte[] ofAuthority =
          sequence(
              extension(true, 19, sequence(der(BOOLEAN, new byte[] {(byte) 0xFF}))),
              extension(
                  true, 15, der(BIT_STRING, new byte[] {1, 0x06})), // signs certificates, lists
              extension(false, 14, der(OCTET_STRING, id)));
      byte[] ofServer =
          sequence(
              extension(true, 15, der(BIT_STRING, new byte[] {7, (byte) 0x80})), // signs
              extension(false, 37, sequence(objectId(0x2B, 6, 1, 5, 5, 7, 3, 1))), // a server
              extension(
                  false,
                  17,
                  sequence(
                      der(NUMBERED + 2, "localhost".getBytes(StandardCharsets.US_ASCII)),
                      der(NUMBERED + 7, new byte[] {127, 0, 0, 1}))),
              extension(false, 14, der(OCTET_STRING, keyId(server))),
              extension(false, 35, sequence(der(NUMBERED, id))));
      X509Certificate root = signed(name, name, authority, ofAuthority, authority, wall);
      X509Certificate leaf = signed(name, name("localhost"), server, ofServer, authority, wall);
      return new Authority(root, context(server.getPrivate(), leaf, root));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(
          "Expected a Java with elliptic curves (module jdk.crypto.ec) to make a certificate", e);
    }
  }

  /** What a client has to trust. */
  X509Certificate certificate() {
    return certificate;
  }

  SSLContext context() {
    return context;
  }

  /** The authority's certificate as other languages read it. */
  static String pem(X509Certificate certificate) {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static SSLContext context(PrivateKey key, Certificate... chain)
      throws GeneralSecurityException, IOException {
    char[] none = {};
    // Nobody else sees the store; to encrypt it as PKCS #12 would take half of the start-up.
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, none);
    store.setKeyEntry("server", key, none, chain);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, none);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static X509Certificate signed(
      byte[] issuer, byte[] subject, KeyPair keys, byte[] extensions, KeyPair signer, Instant wall)
      throws GeneralSecurityException {
    byte[] algorithm = sequence(objectId(0x2A, 0x86, 0x48, 0xCE, 0x3D, 4, 3, 2)); // ecdsa, SHA-256
    byte[] toSign =
        sequence(
            der(NUMBERED_WITH_PARTS, der(INTEGER, new byte[] {2})), // version 3
            der(INTEGER, serial(keys).toByteArray()),
            algorithm,
            issuer,
            sequence(time(wall.minus(BEFORE)), time(wall.plus(LASTS))),
            subject,
            keys.getPublic().getEncoded(),
            der(NUMBERED_WITH_PARTS + 3, extensions));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(signer.getPrivate());
    signature.update(toSign);
    byte[] whole = sequence(toSign, algorithm, bits(signature.sign()));
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(whole));
    certificate.verify(signer.getPublic());
    return certificate;
  }

  /** Any hash of the key will do. */
  private static byte[] keyId(KeyPair keys) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-1").digest(keys.getPublic().getEncoded());
  }

  /** Two authorities in one trust store must not look alike. */
  private static BigInteger serial(KeyPair keys) throws GeneralSecurityException {
    return new BigInteger(1, Arrays.copyOf(keyId(keys), 8));
  }

  private static byte[] name(String commonName) {
    return sequence(
        der(
            SET,
            sequence(
                objectId(0x55, 4, 3),
                der(UTF8_STRING, commonName.getBytes(StandardCharsets.UTF_8)))));
  }

  /** An extension of those that X.509 numbers itself. */
  private static byte[] extension(boolean critical, int number, byte[] value) {
    byte[] id = objectId(0x55, 0x1D, number);
    byte[] wrapped = der(OCTET_STRING, value);
    return critical
        ? sequence(id, der(BOOLEAN, new byte[] {(byte) 0xFF}), wrapped)
        : sequence(id, wrapped);
  }

  private static byte[] time(Instant instant) {
    return der(UTC_TIME, UTC.format(instant).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] objectId(int... bytes) {
    byte[] id = new byte[bytes.length];
    for (int i = 0; i < id.length; i++) {
      id[i] = (byte) bytes[i];
    }
    return der(OBJECT_ID, id);
  }

  private static byte[] bits(byte[] bytes) {
    return der(BIT_STRING, joined(new byte[1], bytes));
  }

  private static byte[] sequence(byte[]... parts) {
    return der(SEQUENCE, joined(parts));
  }

  /** A value of ASN.1: its tag, its length, itself. */
  private static byte[] der(int tag, byte[] value) {
    int length = value.length;
    byte[] head =
        length < 0x80
            ? new byte[] {(byte) tag, (byte) length}
            : length < 0x100
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    return joined(head, value);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
