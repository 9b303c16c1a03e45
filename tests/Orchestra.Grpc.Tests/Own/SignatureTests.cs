using System.Reflection;
using Grpc.Net.Client;
using Orchestra.Testing.Signatures;

namespace Orchestra.Grpc.Tests.Own;

/// <summary>Orchestra.Grpc has what grpc-dotnet has, or less: the same sources compile against both.</summary>
[TestFixture]
public sealed class SignatureTests
{
    private static readonly HashSet<string> GrpcDotnet = [.. ReadList()];

    // Grpc.Health.V1 is generated from the same .proto.
    private static IEnumerable<Type> Types =>
        typeof(GrpcChannel)
            .Assembly.GetExportedTypes()
            .Where(type => !type.Namespace!.StartsWith("Grpc.Health.V1", StringComparison.Ordinal));

    [TestCaseSource(nameof(Types))]
    public void Every_public_member_has_the_signature_it_has_in_grpc_dotnet(Type type)
    {
        var others = new SignatureReader(withProtected: true).Lines(type).Where(line => !GrpcDotnet.Contains(line));

        Assert.That(others, Is.Empty);
    }

    [Test]
    public void A_member_that_grpc_dotnet_does_not_have_is_noticed()
    {
        var lines = new SignatureReader(withProtected: true).Lines(typeof(GrpcChannelOptions)).ToList();

        Assert.That(lines, Has.Count.EqualTo(12), "the class, its constructor, and a getter and a setter of each property");
        Assert.That(
            lines.Select(line => line.Replace("int?", "int", StringComparison.Ordinal)).Where(GrpcDotnet.Contains),
            Has.Exactly(8).Items
        );
    }

    [Test]
    public void Every_public_type_is_one_of_grpc_dotnets() =>
        Assert.That(
            Types.Select(type => type.Namespace).Distinct(),
            Is.SubsetOf([
                "Grpc.AspNetCore.Server",
                "Grpc.Core",
                "Grpc.HealthCheck",
                "Grpc.Net.Client",
                "Microsoft.AspNetCore.Builder",
                "Microsoft.Extensions.DependencyInjection",
            ])
        );

    private static List<string> ReadList()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("GrpcDotnet285.signatures.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#'))];
    }
}
