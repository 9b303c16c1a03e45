using Orchestra.Testing.Processes;

namespace Orchestra.Api.Tests.Hosting;

/// <summary>What the person who starts the Api, or one of its commands, can mend is told in one sentence, with exit code 2.</summary>
[CancelAfter(60_000)]
internal sealed class StartTests
{
    private const string Nowhere = "Host=127.0.0.1;Port=1;Username=nobody;Password=nothing;Database=none";

    [TestCase(null, "set ConnectionStrings__orchestra_app")]
    [TestCase("migrate", "set ConnectionStrings__orchestra ")]
    [TestCase("bootstrap", "set ConnectionStrings__orchestra ")]
    [TestCase("maintain", "set ConnectionStrings__orchestra ")]
    public Task Without_a_connection_string_it_says_which_one(string? command, string says) => ExpectAsync(command, says);

    [TestCase("migrate", "127.0.0.1:1")]
    [TestCase("bootstrap", "set Database__OwnerPassword")]
    [TestCase("maintain", "set Database__OwnerPassword")]
    public Task Without_a_password_or_a_server_it_says_so(string command, string says) =>
        ExpectAsync(command, says, ("ConnectionStrings__orchestra", Nowhere));

    [TestCase("bootstrap")]
    [TestCase("maintain")]
    public Task A_server_that_does_not_answer_is_named(string command) =>
        ExpectAsync(command, "127.0.0.1:1", ("ConnectionStrings__orchestra", Nowhere), ("Database__OwnerPassword", "x"));

    [TestCase("migrate", "ConnectionStrings__orchestra", "Hots=127.0.0.1")]
    [TestCase("bootstrap", "ConnectionStrings__orchestra", "nonsense")]
    [TestCase(null, "ConnectionStrings__orchestra_app", "nonsense")]
    public Task A_connection_string_that_is_none_is_named(string? command, string variable, string value) =>
        ExpectAsync(command, variable, (variable, value));

    [TestCase("localhost")]
    [TestCase("http://localhost")]
    public Task A_broker_address_that_is_none_is_named(string value) =>
        ExpectAsync(
            null,
            "ConnectionStrings__messaging",
            ("ConnectionStrings__orchestra_app", Nowhere),
            ("ConnectionStrings__orchestra_worker", Nowhere),
            ("ConnectionStrings__messaging", value)
        );

    private static async Task ExpectAsync(string? command, string says, params (string Name, string Value)[] variables)
    {
        var environment = variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        var (code, output) = await ServiceProcess.RunAsync("Orchestra.Api", command is null ? [] : [command], environment);

        Assert.That(output, Does.StartWith("orchestra api: ").And.Contain(says));
        Assert.That(output, Does.Not.Contain("   at ").And.Not.Contain("nothing"), "no stack and no password");
        Assert.That(code, Is.EqualTo(2));
    }
}
