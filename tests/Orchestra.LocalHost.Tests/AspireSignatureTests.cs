using System.Reflection;
using Aspire.Hosting;
using Orchestra.LocalHost.Tests.Fixtures.Strangers;
using Orchestra.Testing.Signatures;

namespace Orchestra.LocalHost.Tests;

/// <summary>LocalHost has what Aspire has, or less: the same Program.cs compiles against both.</summary>
[TestFixture]
public sealed class AspireSignatureTests
{
    private static readonly HashSet<string> Aspire = [.. ReadList()];

    private static IEnumerable<Type> Types =>
        typeof(DistributedApplication)
            .Assembly.GetExportedTypes()
            .Where(type => type.Namespace!.StartsWith("Aspire.", StringComparison.Ordinal));

    [TestCaseSource(nameof(Types))]
    public void Every_public_member_has_the_signature_it_has_in_Aspire_13(Type type)
    {
        var others = new SignatureReader().Lines(type).Where(line => !Aspire.Contains(line));

        Assert.That(others, Is.Empty);
    }

    [Test]
    public void A_member_that_Aspire_does_not_have_is_noticed()
    {
        var lines = new SignatureReader()
            .Lines(typeof(Stranger))
            .Select(line => line[line.IndexOf(':', StringComparison.Ordinal)..])
            .ToList();
        var known = lines.Where(line => Aspire.Contains($"Aspire.Hosting.ResourceBuilderExtensions{line}"));

        Assert.That(lines, Has.Count.EqualTo(5));
        Assert.That(known, Is.EqualTo([": class"]), "optional, nullable and parameter names all count");
    }

    [Test]
    public void The_public_types_outside_Aspires_namespaces_are_the_private_servers()
    {
        var types = typeof(DistributedApplication).Assembly.GetExportedTypes().Except(Types).Select(type => type.Name);

        Assert.That(
            types,
            Is.EquivalentTo([
                "LocalHostException",
                "PrivatePostgres",
                "PrivatePostgresOptions",
                "PrivateRabbitMq",
                "PrivateRabbitMqOptions",
            ])
        );
    }

    private static List<string> ReadList()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Aspire13.signatures.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#'))];
    }
}
