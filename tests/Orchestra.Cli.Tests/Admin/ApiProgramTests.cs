using Orchestra.Cli.Tests.Fixtures;

namespace Orchestra.Cli.Tests.Admin;

/// <summary>The verbs that the Api's own program carries out end with the exit codes of all verbs.</summary>
[TestFixture, NonParallelizable]
public sealed class ApiProgramTests
{
    private const string Connection = "ConnectionStrings__orchestra";

    [TearDown]
    public void Forget() => Environment.SetEnvironmentVariable(Connection, null);

    [TestCase("migrate")]
    [TestCase("maintain")]
    [TestCase("admin", "bootstrap")]
    [TestCase("admin", "rotate")]
    [TestCase("admin", "rotate", "0192f0c1-1111-7000-8000-000000000001")]
    public async Task A_missing_prerequisite_ends_with_2(params string[] verb)
    {
        Environment.SetEnvironmentVariable(Connection, "Host=127.0.0.1;Port=1;Username=nobody");

        Assert.That((await CliRun.OfAsync(verb)).ExitCode, Is.EqualTo(ExitCodes.Usage));
    }
}
