using System.Text;
using Orchestra.Engine.Plugins;
using Orchestra.Engine.Specs;

namespace Orchestra.Cli.Offline;

/// <summary>A spec's file as <c>--spec</c> names it: <c>FILE</c> or <c>SERVICE=FILE</c>, with <c>PROTOCOL:</c> in front where the file does not say it.</summary>
/// <param name="Path">The file.</param>
/// <param name="ServiceName">The service's name in environments.</param>
/// <param name="ProtocolId">The service's protocol.</param>
/// <param name="Content">The file's bytes.</param>
/// <param name="Import">What is in it: never with faults.</param>
internal sealed record SpecFile(string Path, string ServiceName, string ProtocolId, byte[] Content, SpecImport Import)
{
    /// <summary>The content as the server takes it: a text, or a descriptor set in base64.</summary>
    public string Text =>
        ProtocolId == "grpc" && Content.AsSpan().IndexOfAnyInRange((byte)0, (byte)8) >= 0
            ? Convert.ToBase64String(Content)
            : SourceFile.TextOf(Content);

    /// <exception cref="CliException">The file is bad: exit code 3.</exception>
    public static SpecFile Read(string argument)
    {
        var (protocol, name, path) = Split(argument);
        var content = SourceFile.Read(path);
        protocol ??=
            SpecProtocol.Of(path, content)
            ?? throw new CliException(
                ExitCodes.Usage,
                $"{path} says neither kafka nor amqp: name the protocol with --spec kafka:SERVICE=FILE or queue:SERVICE=FILE"
            );
        var import = SpecParsers.Find(protocol)!.Parse(content);
        return import.Faults.Count == 0
            ? new SpecFile(path, name ?? DefaultName(path, import.Title), protocol, content, import)
            : throw new CliException(ExitCodes.BadInput, $"{path} has {import.Faults.Count} fault(s)", import.Faults);
    }

    public static IReadOnlyList<SpecFile> ReadAll(IEnumerable<string> arguments)
    {
        var specs = arguments.Select(Read).ToList();
        var twice = specs.GroupBy(spec => spec.ServiceName, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? specs
            : throw new CliException(
                ExitCodes.Usage,
                $"{string.Join(" and ", twice.Select(spec => spec.Path))} would both be the service '{twice.Key}': name them with --spec NAME=FILE"
            );
    }

    /// <summary>The file's own name says which service it is; a file called openapi.yaml says nothing, so the API's title does.</summary>
    public static string DefaultName(string path, string? title)
    {
        var stem = System.IO.Path.GetFileNameWithoutExtension(path);
        var own = Slug(stem);
        var fromTitle = Slug(title ?? "");
        return own is "" or "openapi" or "swagger" or "asyncapi" or "tables" && fromTitle.Length > 0 ? fromTitle
            : own.Length > 0 ? own
            : "service";
    }

    private static (string? Protocol, string? Name, string Path) Split(string argument)
    {
        if (File.Exists(argument))
        {
            return (null, null, argument);
        }

        var colon = argument.IndexOf(':', StringComparison.Ordinal);
        var protocol = colon > 0 && SpecParsers.Protocols.Contains(argument[..colon], StringComparer.Ordinal) ? argument[..colon] : null;
        var named = protocol is null ? argument : argument[(colon + 1)..];
        var at = named.IndexOf('=', StringComparison.Ordinal);
        // A path may hold an equals sign; a service's name holds no slash.
        return at > 0 && !named[..at].Contains('/', StringComparison.Ordinal) && !File.Exists(named)
            ? (protocol, named[..at], named[(at + 1)..])
            : (protocol, null, named);
    }

    private static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character))
            {
                slug.Append(char.ToLowerInvariant(character));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-');
    }
}
