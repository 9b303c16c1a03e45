using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Orchestra.Cli.Server;

namespace Orchestra.Cli.Admin;

/// <summary><c>admin …</c>: the first key, tenants and their keys.</summary>
internal static class AdminCommand
{
    // Roles that a tenant's key may have; the server has the last word.
    private static readonly string[] Roles = ["VIEWER", "TEST_RUNNER", "TEST_DESIGNER", "ORG_ADMIN"];

    public static Command Create(CliConsole console) =>
        new("admin", "The first key, tenants and their keys, the vault's keys")
        {
            ApiProgram.CreateBootstrap(),
            ApiProgram.CreateRotate(),
            CreateTenant(console),
            CreateKey(console),
        };

    private static Command CreateTenant(CliConsole console)
    {
        var name = new Argument<string>("NAME") { Description = "the tenant's name" };
        var server = new ServerArguments();
        var command = new Command("create-tenant", "Creates a tenant and prints its first administrator's key, once") { name };
        server.AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var client = server.Open(parsed);
                var tenant = await client.PostAsync(
                    "tenants",
                    new JsonObject { ["name"] = parsed.GetRequiredValue(name) },
                    cancellationToken
                );
                console.Note($"created the tenant {tenant["name"]}, id {tenant["id"]}; its key is not shown again:");
                console.Result((string?)tenant["adminKey"] ?? "");
                return ExitCodes.Passed;
            }
        );
        return command;
    }

    private static Command CreateKey(CliConsole console)
    {
        var name = new Argument<string>("NAME") { Description = "what the key is for" };
        var roles = new Option<string[]>("--role")
        {
            Description = $"{string.Join(", ", Roles)}; repeatable",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        roles.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, Roles);
        var expires = new Option<DateTimeOffset?>("--expires") { Description = "when it ends (default: never)", HelpName = "INSTANT" };
        var server = new ServerArguments();
        var command = new Command("create-key", "Creates an API key in our tenant and prints it, once") { name, roles, expires };
        server.AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var client = server.Open(parsed);
                var body = new JsonObject
                {
                    ["name"] = parsed.GetRequiredValue(name),
                    ["roles"] = new JsonArray([
                        .. parsed.GetRequiredValue(roles).Select(role => JsonValue.Create(role.ToUpperInvariant())),
                    ]),
                };
                if (parsed.GetValue(expires) is { } instant)
                {
                    body["expiresAt"] = instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
                }

                var key = await client.PostAsync("apikeys", body, cancellationToken);
                console.Note($"created the key {key["name"]}, id {key["id"]}; it is not shown again:");
                console.Result((string?)key["key"] ?? "");
                return ExitCodes.Passed;
            }
        );
        return command;
    }
}
