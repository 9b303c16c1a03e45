using Orchestra.Secrets.External;
using Orchestra.Testing.Builders;

namespace Orchestra.Secrets.Tests;

/// <summary>References to the environment and to files reach what carries the tenant's id, and nothing else.</summary>
internal sealed class ExternalSecretTests
{
    private readonly Guid _tenant = A.Id();
    private string _root = null!;

    private string Home => Path.Combine(_root, _tenant.ToString());

    [SetUp]
    public void Prepare()
    {
        _root = Directory.CreateTempSubdirectory("orchestra-secrets").FullName;
        Directory.CreateDirectory(Home);
        File.WriteAllText(Path.Combine(Home, "TOKEN"), "from a file\n");
        File.WriteAllText(Path.Combine(_root, "outside"), "nobody's to read");
    }

    [TearDown]
    public void Clean() => Directory.Delete(_root, recursive: true);

    [Test]
    public void A_file_of_the_tenants_folder_is_read_without_its_last_line_end() =>
        Assert.That(Files().Find(_tenant, "file:TOKEN"), Is.EqualTo("from a file"));

    [TestCase("file:../outside")]
    [TestCase("file:..")]
    [TestCase("file:.")]
    [TestCase("file:")]
    [TestCase("file:/etc/passwd")]
    [TestCase("file:sub/../../outside")]
    [TestCase("file:TOKEN\0")]
    [TestCase("file:link")]
    [TestCase("file:up")]
    [TestCase("file:UNKNOWN")]
    [TestCase("TOKEN")]
    public void Nothing_else_is(string name)
    {
        File.CreateSymbolicLink(Path.Combine(Home, "link"), Path.Combine(_root, "outside"));
        File.CreateSymbolicLink(Path.Combine(Home, "up"), "../outside");

        Assert.That(Files().Find(_tenant, name), Is.Null);
    }

    [Test]
    public void A_link_inside_the_folder_is_followed()
    {
        Directory.CreateDirectory(Path.Combine(Home, "..2026"));
        File.WriteAllText(Path.Combine(Home, "..2026", "MOUNTED"), "mounted value");
        Directory.CreateSymbolicLink(Path.Combine(Home, "..data"), "..2026");
        File.CreateSymbolicLink(Path.Combine(Home, "MOUNTED"), "..data/MOUNTED");

        Assert.That(Files().Find(_tenant, "file:MOUNTED"), Is.EqualTo("mounted value"));
    }

    [Test]
    public void Another_tenant_reads_neither_the_file_nor_the_variable()
    {
        var variable = ExternalSecrets.VariableOf(_tenant, "TOKEN");
        Environment.SetEnvironmentVariable(variable, "from a variable");
        var secrets = new ExternalSecrets(new SecretsOptions { AllowEnvironment = true, FileRoot = _root });

        Assert.That(variable, Is.EqualTo($"ORCHESTRA_SECRET_{_tenant:N}_TOKEN".ToUpperInvariant()));
        Assert.That(secrets.Find(_tenant, "env:TOKEN"), Is.EqualTo("from a variable"));
        Assert.That(secrets.Find(A.Id(), "env:TOKEN"), Is.Null);
        Assert.That(secrets.Find(A.Id(), "file:TOKEN"), Is.Null);
        Assert.That(secrets.Find(_tenant, "env:PATH"), Is.Null);
    }

    [Test]
    public void Both_are_off_by_default()
    {
        Environment.SetEnvironmentVariable(ExternalSecrets.VariableOf(_tenant, "TOKEN"), "from a variable");
        var secrets = new ExternalSecrets(new SecretsOptions());

        Assert.That(secrets.Find(_tenant, "env:TOKEN"), Is.Null);
        Assert.That(secrets.Find(_tenant, "file:TOKEN"), Is.Null);
    }

    private ExternalSecrets Files() => new(new SecretsOptions { FileRoot = _root });
}
