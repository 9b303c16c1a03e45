using Orchestra.Engine.Specs;

namespace Orchestra.Engine.Tests.Specs;

/// <summary>The sample's own spec, as people get it.</summary>
public sealed class BankSpecTests
{
    [Test]
    public void The_banks_spec_is_read_without_faults_or_warnings_and_every_schema_resolves()
    {
        var root = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Orchestra.sln")))
        {
            root = root.Parent;
        }

        var import = OpenApiReader.Read(File.ReadAllBytes(Path.Combine(root.FullName, "samples", "bank", "openapi.yaml")));

        Assert.That(import.Faults, Is.Empty);
        Assert.That(import.Warnings, Is.Empty);
        Assert.That(import.Endpoints, Has.Count.GreaterThanOrEqualTo(8));
        Assert.That(import.Endpoints.SelectMany(SchemaDocumentTests.Unresolved), Is.Empty);
        var submit = import.Endpoints.Single(endpoint => endpoint.OperationId == "submitApplication");
        Assert.That(submit.EndpointName, Is.EqualTo("POST /applications"));
        Assert.That(submit.DeclaresIdempotencyKey, Is.True);
        Assert.That(submit.RequestBody!.SchemaPointer, Is.EqualTo("/components/schemas/NewApplication"));
    }
}
