using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Specs;
using Orchestra.Generation.Inputs;
using Orchestra.Generation.Tests.Building;

namespace Orchestra.Generation.Tests.Inputs;

[TestFixture]
internal sealed class InputSamplerTests
{
    private readonly List<ImportWarning> _warnings = [];

    [SetUp]
    public void Forget() => _warnings.Clear();

    [Test]
    public void Required_parameters_and_those_with_a_value_are_sent()
    {
        var endpoint = WithParameters(
            new SpecParameter("needed", "query", true, null),
            new SpecParameter("given", "query", false, null, TestSpec.Json("5")),
            new SpecParameter("usual", "query", false, "/components/schemas/Usual"),
            new SpecParameter("left", "query", false, null),
            new SpecParameter("X-Needed", "header", true, null, TestSpec.Json("\"h\"")),
            new SpecParameter("X-Left", "header", false, null, TestSpec.Json("\"h\"")),
            new SpecParameter("session", "cookie", true, null),
            new SpecParameter("tracker", "cookie", false, null)
        );

        var input = new InputSampler(1, _warnings.Add).Sample(endpoint);

        Assert.That(
            input.Parameters.Select(p => p.Parameter.Name),
            Is.EqualTo(new[] { "needed", "given", "usual", "X-Needed", "session" })
        );
        Assert.That(input.Parameters.Single(p => p.Parameter.Name == "usual").Value!.ToJsonString(), Is.EqualTo("50"));
    }

    [TestCase("Idempotency-Key")]
    [TestCase("idempotency-key")]
    [TestCase("Authorization")]
    [TestCase("Content-Type")]
    public void Headers_of_the_caller_itself_are_never_sent(string name)
    {
        var input = new InputSampler(1, _warnings.Add).Sample(
            WithParameters(new SpecParameter(name, "header", true, null, TestSpec.Json("\"x\"")))
        );

        Assert.That(input.Parameters, Is.Empty);
    }

    [Test]
    public void A_path_parameter_that_the_spec_forgot_has_a_value()
    {
        var input = new InputSampler(1, _warnings.Add).Sample(TestSpec.Endpoint("GET /orders/{orderId}"));

        Assert.That(input.Parameters.Single().Parameter, Has.Property("Name").EqualTo("orderId").And.Property("In").EqualTo("path"));
    }

    [Test]
    public void The_same_thing_has_the_same_sample_id_in_every_operation()
    {
        var sampler = new InputSampler(1, _warnings.Add);

        var read = sampler.Sample(TestSpec.Endpoint("GET /orders/{id}")).Parameters.Single().Value!.ToJsonString();
        var write = sampler.Sample(TestSpec.Endpoint("PUT /orders/{id}")).Parameters.Single().Value!.ToJsonString();

        Assert.That(write, Is.EqualTo(read));
    }

    [Test]
    public void The_example_of_the_body_is_the_body()
    {
        var endpoint = TestSpec.Endpoint("POST /x", request: """{"type":"object"}""") with
        {
            RequestBody = new SpecBody("application/json", "/request", TestSpec.Json("""{"a":{"b":[1]}}""")),
        };

        Assert.That(new InputSampler(1, _warnings.Add).Sample(endpoint).Body!.ToJsonString(), Is.EqualTo("""{"a":{"b":[1]}}"""));
    }

    [Test]
    public void A_body_that_is_not_json_is_left_out_with_a_warning()
    {
        var endpoint = TestSpec.Endpoint("POST /x", request: "{}") with
        {
            RequestBody = new SpecBody("multipart/form-data", "/request", Required: true),
        };

        Assert.That(new InputSampler(1, _warnings.Add).Sample(endpoint).HasBody, Is.False);
        Assert.That(_warnings.Single().Code, Is.EqualTo("BODY_NOT_JSON"));
    }

    [TestCase("application/json", true)]
    [TestCase("application/json; charset=utf-8", true)]
    [TestCase("application/vnd.bank.v1+json", true)]
    [TestCase("text/plain", false)]
    public void Json_is_known_by_its_media_type(string type, bool expected)
    {
        Assert.That(InputSampler.IsJson(type), Is.EqualTo(expected));
    }

    private static SpecEndpoint WithParameters(params SpecParameter[] parameters) =>
        TestSpec.Endpoint("GET /x", schemas: """{"Usual":{"type":"integer","default":50}}""") with
        {
            Parameters = parameters,
        };
}
