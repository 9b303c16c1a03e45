using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Orchestra.Engine.Plugins.Grpc;
using Orchestra.Engine.Specs;

namespace Orchestra.Engine.Tests.Plugins.Grpc;

[CancelAfter(60_000)]
public sealed class GrpcSpecParserTests
{
    private static readonly GrpcPlugin Plugin = GrpcPluginFixture.Plugin;

    private static readonly string[] Names =
    [
        "orchestra.scoring.v1.Scoring/Score",
        "orchestra.scoring.v1.Scoring/Collect",
        "orchestra.scoring.v1.Scoring/Watch",
        "orchestra.scoring.v1.Scoring/Chat",
        "orchestra.scoring.v1.Scoring/Echo",
    ];

    [Test]
    public void A_descriptor_set_as_bytes_or_base64_a_proto_file_and_several_of_them_give_the_same_endpoints()
    {
        var set = ScoringSet.Bytes();
        var files = JsonSerializer.Serialize(
            new Dictionary<string, string>
            {
                ["a/scoring.proto"] = ScoringSet.Text(),
                ["more.proto"] = "syntax = \"proto3\"; import \"a/scoring.proto\"; message More { orchestra.scoring.v1.Answer a = 1; }",
            }
        );
        byte[][] specs = [set, Ascii(Convert.ToBase64String(set)), Encoding.UTF8.GetBytes(ScoringSet.Text()), Ascii(files)];

        foreach (var spec in specs)
        {
            var import = Plugin.Specs.Parse(spec);

            Assert.That(import.Faults, Is.Empty);
            Assert.That(import.Endpoints.Select(endpoint => endpoint.EndpointName), Is.EqualTo(Names));
            Assert.That(import.Title, Is.EqualTo("orchestra.scoring.v1"));
        }
    }

    [Test]
    public void An_endpoint_has_its_kind_its_summary_its_schemas_and_whether_it_may_be_sent_again()
    {
        var endpoints = Plugin.Specs.Parse(Encoding.UTF8.GetBytes(ScoringSet.Text())).Endpoints;

        Assert.That(
            endpoints.Select(endpoint => endpoint.Method),
            Is.EqualTo((string[])["UNARY", "CLIENT_STREAMING", "SERVER_STREAMING", "DUPLEX", "UNARY"])
        );
        Assert.That(endpoints.Select(endpoint => endpoint.DeclaresIdempotencyKey), Is.EqualTo((bool[])[true, false, false, false, false]));
        Assert.That(endpoints[0].Summary, Is.EqualTo("Scores one applicant."));
        Assert.That(endpoints[0].RequestBody!.SchemaPointer, Is.EqualTo("/$defs/orchestra.scoring.v1.Question"));
        Assert.That(endpoints[2].Responses["0"].Body!.SchemaPointer, Is.EqualTo("/$defs/orchestra.scoring.v1.Answer[]"));
        var definitions = endpoints[0].SchemaDocument.GetProperty("$defs");
        Assert.That(
            definitions.GetProperty("orchestra.scoring.v1.Answer").GetProperty("properties").GetProperty("approved").ToString(),
            Does.Contain("boolean")
        );
    }

    [TestCase("/orchestra.scoring.v1.Scoring/Score")]
    [TestCase("orchestra.scoring.v1.Scoring.Score")]
    [TestCase("Scoring/Score")]
    [TestCase("Scoring.Score")]
    [TestCase("Score")]
    public void A_method_is_found_by_every_name_that_people_give_it(string name)
    {
        var endpoints = Plugin.Specs.Parse(ScoringSet.Bytes()).Endpoints;

        Assert.That(Plugin.Endpoints.Find([.. endpoints], name)?.EndpointName, Is.EqualTo(Names[0]));
    }

    [Test]
    public void Faults_of_a_proto_file_are_told_with_their_lines()
    {
        var import = Plugin.Specs.Parse(Ascii("syntax = \"proto3\";\nmessage A { B b = 1; }\nmessage C { D d = 1; }"));

        Assert.That(import.Faults.Select(fault => fault.Line), Is.EqualTo((int?[])[2, 3]));
        Assert.That(import.Faults[0].Message, Does.Contain("\"B\" is not defined"));
    }

    [TestCase("syntax = \"proto3\"; message A {}", "no service")]
    [TestCase("syntax = \"proto3\"; import \"../../../etc/passwd\";", "etc/passwd")]
    [TestCase("""{"../a.proto":"","/etc/b.proto":"","-o.proto":""}""", "is no name for a file")]
    [TestCase("""{"a.proto":1}""", "must be a JSON object of .proto files")]
    [TestCase("", "no service")]
    public void A_spec_that_is_none_is_refused_with_its_reason(string content, string says) =>
        Assert.That(Plugin.Specs.Parse(Ascii(content)).Faults[0].Message, Does.Contain(says));

    [Test]
    public void A_set_without_what_it_imports_says_how_to_make_one_with_it()
    {
        var file = new FileDescriptorProto
        {
            Name = "a.proto",
            Syntax = "proto3",
            Dependency = { "b.proto" },
        };
        var set = new FileDescriptorSet { File = { file } };

        Assert.That(
            Plugin.Specs.Parse(set.ToByteArray()).Faults.Single().Message,
            Does.Contain("a.proto imports b.proto").And.Contains("--include_imports")
        );
    }

    [Test]
    public void Damaged_sets_are_refused_or_read_and_never_crash()
    {
        var whole = ScoringSet.Bytes();
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var bytes = whole.ToArray();
            for (var i = 0; i < 3; i++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            SpecImport import = Plugin.Specs.Parse(bytes);

            Assert.That(import.Endpoints.Count + import.Faults.Count, Is.GreaterThan(0), () => $"seed {seed}");
        }
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
