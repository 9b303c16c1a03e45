using System.Text;
using Orchestra.Engine.Specs;

namespace Orchestra.Cli.Offline;

/// <summary>An OpenAPI file as <c>--spec</c> names it: <c>FILE</c> or <c>name=FILE</c>.</summary>
/// <param name="Path">The file.</param>
/// <param name="ServiceName">The service's name in environments.</param>
/// <param name="Content">The file's text.</param>
/// <param name="Import">What is in it: never with faults.</param>
internal sealed record SpecFile(string Path, string ServiceName, byte[] Content, SpecImport Import)
{
    /// <exception cref="CliException">The file is bad: exit code 3.</exception>
    public static SpecFile Read(string argument)
    {
        var (name, path) = Split(argument);
        var content = SourceFile.Read(path);
        var import = OpenApiReader.Read(content);
        return import.Faults.Count == 0
            ? new SpecFile(path, name ?? DefaultName(path, import.Title), content, import)
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
        return own is "" or "openapi" or "swagger" && fromTitle.Length > 0 ? fromTitle
            : own.Length > 0 ? own
            : "service";
    }

    private static (string? Name, string Path) Split(string argument)
    {
        var at = argument.IndexOf('=', StringComparison.Ordinal);
        // A path may hold an equals sign; a service's name holds no slash.
        return at > 0 && !argument[..at].Contains('/', StringComparison.Ordinal) && !File.Exists(argument)
            ? (argument[..at], argument[(at + 1)..])
            : (null, argument);
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
