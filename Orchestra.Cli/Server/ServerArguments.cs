using System.CommandLine;

namespace Orchestra.Cli.Server;

/// <summary>Which server, and who we are: the same for every verb that talks to one.</summary>
internal sealed class ServerArguments
{
    public const string DefaultServer = "http://localhost:8080";

    private readonly Option<string?> _server = new("--server")
    {
        Description = $"the server's URL (default: ORCHESTRA_SERVER, else {DefaultServer})",
        HelpName = "URL",
    };

    private readonly Option<string?> _apiKey = new("--api-key")
    {
        Description = "the API key (default: ORCHESTRA_API_KEY)",
        HelpName = "KEY",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_server);
        command.Options.Add(_apiKey);
    }

    /// <exception cref="CliException">The URL is none: exit code 2.</exception>
    public OrchestraClient Open(ParseResult parsed)
    {
        var text = parsed.GetValue(_server) ?? Variable("ORCHESTRA_SERVER") ?? DefaultServer;
        return Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is "http" or "https"
            ? new OrchestraClient(server, parsed.GetValue(_apiKey) ?? Variable("ORCHESTRA_API_KEY"))
            : throw new CliException(ExitCodes.Usage, $"'{text}' is not the URL of a server: it looks like {DefaultServer}");
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
