using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Orchestra.Contracts.Errors;

namespace Orchestra.Engine.Plugins.Grpc.Specs;

/// <summary>Compiles .proto files with the protoc that is shipped beside this assembly, in a folder of their own that is gone afterwards.</summary>
internal static partial class Protoc
{
    private const int MaxFiles = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static string Home => Path.Combine(AppContext.BaseDirectory, "protoc");

    /// <summary>The descriptor set of the files and of what they import, or every fault with its file and line.</summary>
    public static (ReadOnlyMemory<byte> Set, IReadOnlyList<Fault> Faults) Compile(IReadOnlyDictionary<string, string> files)
    {
        var names = files.Keys.Where(name => !FileName().IsMatch(name)).ToList();
        if (names.Count > 0 || files.Count > MaxFiles)
        {
            return Refused([
                .. names.Select(name => new Fault(name, null, "is no name for a file: relative, with / between folders, ending in .proto")),
                .. files.Count > MaxFiles ? [new Fault("", null, $"there are more than {MaxFiles} files")] : Array.Empty<Fault>(),
            ]);
        }

        var program = Path.Combine(Home, "bin", "protoc");
        if (!File.Exists(program))
        {
            return Refused([new Fault("", null, "this build has no protoc: send a descriptor set (protoc --include_imports -o)")]);
        }

        var folder = Directory.CreateTempSubdirectory("orchestra-protoc-").FullName;
        try
        {
            var sources = Path.Combine(folder, "in");
            foreach (var (name, text) in files)
            {
                var path = Path.Combine(sources, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
            }

            return Run(program, sources, Path.Combine(folder, "out"), files.Keys);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (ReadOnlyMemory<byte> Set, IReadOnlyList<Fault> Faults) Run(
        string program,
        string sources,
        string output,
        IEnumerable<string> files
    )
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, WorkingDirectory = sources };
        string[] options = ["--include_imports", "--include_source_info", "-I", ".", "-I", Path.Combine(Home, "include"), "-o", output];
        // No file's name begins with a hyphen: FileName sees to it.
        foreach (var argument in options.Concat(files))
        {
            start.ArgumentList.Add(argument);
        }

        var errors = new ConcurrentQueue<string>();
        using var process = new Process { StartInfo = start };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text && errors.Count < MaxFiles)
            {
                errors.Enqueue(text);
            }
        };
        process.Start();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            return Refused([new Fault("", null, $"protoc did not end within {Patience.TotalSeconds:0} s")]);
        }

        // Without a limit, so that the last lines are read too.
        process.WaitForExit();
        return process.ExitCode == 0 && File.Exists(output)
            ? (File.ReadAllBytes(output), [])
            : Refused(errors.IsEmpty ? [new Fault("", null, "protoc failed without a word")] : [.. errors.Select(FaultOf)]);
    }

    private static (ReadOnlyMemory<byte> Set, IReadOnlyList<Fault> Faults) Refused(IReadOnlyList<Fault> faults) => (default, faults);

    private static Fault FaultOf(string line)
    {
        var match = Message().Match(line);
        return match.Success
            ? new Fault(
                match.Groups["file"].Value,
                int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture),
                match.Groups["text"].Value
            )
            : new Fault("", null, line);
    }

    [GeneratedRegex(@"\A(?!.*(\A|/)\.)[A-Za-z0-9_][A-Za-z0-9_./-]{0,200}\.proto\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FileName();

    [GeneratedRegex(@"\A(?<file>[^:]+):(?<line>[0-9]{1,9}):[0-9]+: (?<text>.*)\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Message();
}
