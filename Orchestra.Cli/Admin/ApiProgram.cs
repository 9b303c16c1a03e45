using System.CommandLine;
using System.Text.Json;
using Orchestra.Cli.Local;

namespace Orchestra.Cli.Admin;

/// <summary>Verbs of the Api's own program, which need the database owner's rights and no server.</summary>
internal static class ApiProgram
{
    private const string Connection = "ConnectionStrings__orchestra";

    // The variable that the Api reads, and the name under which the local topology keeps the value.
    private static readonly (string Variable, string Secret)[] Passwords =
    [
        ("Database__OwnerPassword", "orchestra-owner-password"),
        ("Database__AppPassword", "orchestra-app-password"),
        ("Database__WorkerPassword", "orchestra-worker-password"),
        ("Secrets__MasterKey", "orchestra-vault-master-key"),
    ];

    public static Command CreateMigrate() => Create("migrate", "Makes the database's roles and brings every schema up to date");

    public static Command CreateMaintain() =>
        Create("maintain", "Makes partitions for the months to come and drops what is past its retention");

    public static Command CreateRotate()
    {
        var tenant = new Argument<string?>("TENANT")
        {
            Description = "a tenant's id: it gets a new data key, and its secrets are sealed with it",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = Create("rotate", "Wraps the vault's data keys with the first master key", parsed => parsed.GetValue(tenant));
        command.Add(tenant);
        return command;
    }

    public static Command CreateBootstrap() => Create("bootstrap", "Makes a platform administrator's key and prints it, once");

    private static Command Create(string verb, string description, Func<ParseResult, string?>? argument = null)
    {
        var command = new Command(verb, $"{description} (needs {Connection} and the Database__… passwords, or ./orchestra up)");
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                string[] arguments = argument?.Invoke(parsed) is { } given ? [verb, given] : [verb];
                var variables = await VariablesAsync(cancellationToken);
                var program = await ChildProgram.StartDotnetAsync(Repository.Program("Orchestra.Api"), arguments, variables);
                return await program.WaitAsync(cancellationToken) switch
                {
                    ExitCodes.Passed => ExitCodes.Passed,
                    // It said on stderr which setting or server is missing.
                    ExitCodes.Usage => ExitCodes.Usage,
                    _ => ExitCodes.Broken,
                };
            }
        );
        return command;
    }

    /// <summary>The caller's variables are inherited; without a connection string there, those of the local topology.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> VariablesAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Connection)))
        {
            return new Dictionary<string, string>();
        }

        var folder = Repository.PathOf(".orchestra");
        var state = await TopologyState.ReadAsync(Path.Combine(folder, "state.json"), cancellationToken);
        if (
            state is not { IsAlive: true }
            || !state.Resources.TryGetValue("orchestra", out var database)
            || database.ConnectionString is null
        )
        {
            throw new CliException(
                ExitCodes.Usage,
                $"set {Connection} and {string.Join(", ", Passwords.Select(password => password.Variable))}, or start the local topology with ./orchestra up"
            );
        }

        var secrets = JsonSerializer.Deserialize<Dictionary<string, string>>(
            await File.ReadAllTextAsync(Path.Combine(folder, "secrets.json"), cancellationToken)
        );
        var variables = new Dictionary<string, string> { [Connection] = database.ConnectionString };
        foreach (var (variable, secret) in Passwords)
        {
            variables[variable] = secrets?.GetValueOrDefault(secret) ?? "";
        }

        return variables;
    }
}
