package dev.pimento.testkit.junit;

import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.testkit.http.GraphEndpoint;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * Gives each test a fake tenant of its own.
 *
 * <pre>{@code
 * class MailFlowTest {
 *
 *   @RegisterExtension
 *   static final FakeTenantExtension CONTOSO =
 *       FakeTenantExtension.of(
 *           tenant ->
 *               tenant
 *                   .user("jose", "José Teixeira")
 *                   .roleAssignableGroup("PIM-Tier2-Admins")
 *                   .eligible("jose", "PIM-Tier2-Admins"));
 *
 *   @Test
 *   void mailFlow_repaired(FakeTenant fake) {…}
 * }
 * }</pre>
 *
 * <p>By {@link FakeTenantTest} it gives {@link SampleTenant}, or with {@link FromExport} a Graph
 * export. The instant at which a tenant starts is drawn, unless {@link TenantTime} says it; a
 * failure names the seed, and {@link Seed} repeats it.
 *
 * <p>Parameters of tests, and of what runs before and after each, can be: {@link FakeTenant}; its
 * clock as an {@link InstantSource}; {@link Tenant}, as it is when the method begins; and for code
 * that speaks HTTP {@link GraphEndpoint}, or {@link GraphUrl} for its address alone. They are of
 * one fake for each test, each repetition and each set of arguments; the endpoint starts when it is
 * first asked for, and is closed after the test.
 *
 * <p>After a test that passed, the fake must have no violation that it did not start with, and the
 * index and the reference model must agree about who can use what; in large tenants the second is
 * left out. Immutable and thread-safe: tests may run in parallel.
 */
public final class FakeTenantExtension
    implements BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {

  private static final Map<Class<?>, Function<PerTest, Object>> PARAMETERS =
      Map.of(
          FakeTenant.class,
          PerTest::fake,
          Tenant.class,
          test -> test.fake().read(),
          InstantSource.class,
          test -> test.fake().clock(),
          GraphEndpoint.class,
          PerTest::endpoint);

  private static final Map<Class<?>, Function<PerTest, Object>> URLS =
      Map.of(
          URI.class, test -> test.endpoint().graphUrl(),
          String.class, test -> test.endpoint().graphUrl().toString());

  private final Source source;

  /** Of the sample tenant. JUnit calls it for {@code @ExtendWith}. */
  public FakeTenantExtension() {
    this(new Source.Lines(SampleTenant::in));
  }

  private FakeTenantExtension(Source source) {
    this.source = source;
  }

  /**
   * Of a tenant of the test's own.
   *
   * @param lines what to add to an empty tenant, for each test anew
   */
  public static FakeTenantExtension of(UnaryOperator<TenantBuilder> lines) {
    return new FakeTenantExtension(new Source.Lines(lines));
  }

  /**
   * Of tenants that are drawn whole, such as those of {@code RandomTenants}.
   *
   * @param tenants gives the same tenant for the same seed
   */
  public static FakeTenantExtension drawn(LongFunction<Tenant> tenants) {
    return new FakeTenantExtension(new Source.Drawn(tenants));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    long seed = find(context, Seed.class).map(Seed::value).orElseGet(TenantBuilder::drawSeed);
    Optional<Instant> start =
        find(context, TenantTime.class).map(TenantTime::value).map(Instant::parse);
    Source from =
        find(context, FromExport.class)
            .<Source>map(export -> new Source.Export(export.value(), loader(context)))
            .orElse(source);
    store(context).put(PerTest.class, new PerTest(from, seed, start));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    PerTest test = store(context).remove(PerTest.class, PerTest.class);
    if (test == null) {
      return;
    }
    try (test) {
      if (context.getExecutionException().isEmpty()) {
        test.sweep();
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.isAnnotated(GraphUrl.class)
        || PARAMETERS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    PerTest test = store(context).get(PerTest.class, PerTest.class);
    Class<?> type = parameter.getParameter().getType();
    boolean url = parameter.isAnnotated(GraphUrl.class);
    Function<PerTest, Object> value = (url ? URLS : PARAMETERS).get(type);
    if (value == null) {
      throw new ParameterResolutionException(
          "Invalid @GraphUrl: expected a URI or a String, but found a " + type.getSimpleName());
    }
    if (test == null) {
      throw new ParameterResolutionException(
          "No %s here: expected a parameter of a test, or of a method before or after each, but"
                  .formatted(type.getSimpleName())
              + " found one of "
              + parameter.getDeclaringExecutable());
    }
    try {
      return value.apply(test);
    } catch (RuntimeException e) {
      test.noteSeed(e);
      throw e;
    }
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    throw withSeed(context, thrown);
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    throw withSeed(context, thrown);
  }

  @Override
  public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    throw withSeed(context, thrown);
  }

  private Throwable withSeed(ExtensionContext context, Throwable thrown) {
    PerTest test = store(context).get(PerTest.class, PerTest.class);
    if (test != null && !(thrown instanceof TestAbortedException)) {
      test.noteSeed(thrown);
    }
    return thrown;
  }

  private ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(Namespace.create(FakeTenantExtension.class, this));
  }

  /** The annotation of the test, else of its class, else of the class around that. */
  private static <A extends Annotation> Optional<A> find(ExtensionContext context, Class<A> type) {
    Optional<A> here =
        context.getElement().flatMap(element -> AnnotationSupport.findAnnotation(element, type));
    return here.isPresent() ? here : context.getParent().flatMap(parent -> find(parent, type));
  }

  private static ClassLoader loader(ExtensionContext context) {
    ClassLoader loader = context.getRequiredTestClass().getClassLoader();
    return loader == null ? ClassLoader.getSystemClassLoader() : loader;
  }
}
