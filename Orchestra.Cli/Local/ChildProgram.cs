using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Orchestra.LocalHost.Processes;

namespace Orchestra.Cli.Local;

/// <summary>A program that this one starts. It gets SIGTERM when it is to stop; what it gets when we die is said at its start.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The process is disposed of by the thread that waits for its end.")]
internal sealed class ChildProgram
{
    private const string Setpriv = "/usr/bin/setpriv";
    private static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly TimeSpan _patience;
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProgram(ProcessStartInfo start, Action<string>? onLine, TimeSpan patience)
    {
        _patience = patience;
        _process = new Process { StartInfo = start };
        if (onLine is not null)
        {
            start.RedirectStandardOutput = true;
            start.RedirectStandardError = true;
            _process.OutputDataReceived += (_, line) => Tell(line.Data);
            _process.ErrorDataReceived += (_, line) => Tell(line.Data);
        }

        void Tell(string? line)
        {
            if (line is not null)
            {
                onLine(line);
            }
        }
    }

    /// <summary>Ends with the exit code.</summary>
    public Task<int> Exited => _exited.Task;

    /// <summary>Its process id.</summary>
    public int Id { get; private set; }

    /// <summary>Starts a .NET program that the build left.</summary>
    /// <param name="dll">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">Variables on top of ours.</param>
    /// <param name="onLine">Gets each line of its output; null to let it write where we do.</param>
    /// <param name="ending">What becomes of it when we die.</param>
    public static Task<ChildProgram> StartDotnetAsync(
        string dll,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? variables = null,
        Action<string>? onLine = null,
        ChildEnding ending = ChildEnding.Asked
    ) => StartAsync(DotnetHost(), [dll, .. arguments], variables, onLine, ending: ending);

    /// <summary>Starts a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">Variables on top of ours.</param>
    /// <param name="onLine">Gets each line of its output; null to let it write where we do.</param>
    /// <param name="folder">Where it works; null for where we do.</param>
    /// <param name="ending">What becomes of it when we die.</param>
    /// <param name="patience">How long it may take to end when it is asked to, before it is killed; null for 20 s.</param>
    public static async Task<ChildProgram> StartAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? variables = null,
        Action<string>? onLine = null,
        string? folder = null,
        ChildEnding ending = ChildEnding.Asked,
        TimeSpan? patience = null
    )
    {
        var start = StartInfo([program, .. arguments], ending);
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        start.WorkingDirectory = folder ?? "";
        var child = new ChildProgram(start, onLine, patience ?? UsualPatience);
        // The kernel's notice of a parent's death follows the thread that started the child: this one lives as long as the child.
        new Thread(() => child.Run(onLine is not null)) { IsBackground = true, Name = Path.GetFileName(program) }.Start();
        await child._started.Task;
        return child;
    }

    /// <summary>The dotnet that runs us.</summary>
    public static string DotnetHost() =>
        Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root && File.Exists(Path.Combine(root, "dotnet"))
            ? Path.Combine(root, "dotnet")
            : "dotnet";

    /// <summary>Waits for the end; a cancelled wait stops the program first.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Exited.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await StopAsync();
            throw;
        }
    }

    /// <summary>Asks it to end, and ends it when its time is over.</summary>
    public async Task StopAsync()
    {
        if (!Exited.IsCompleted)
        {
            _ = NativeMethods.Kill(Id, (int)UnixSignal.Terminate);
        }

        try
        {
            await Exited.WaitAsync(_patience);
        }
        catch (TimeoutException)
        {
            _ = NativeMethods.Kill(Id, (int)UnixSignal.Kill);
            await Exited;
        }
    }

    private static ProcessStartInfo StartInfo(string[] command, ChildEnding ending) =>
        ending switch
        {
            ChildEnding.GoesOn => new ProcessStartInfo("setsid", command),
            _ when !File.Exists(Setpriv) => new ProcessStartInfo(command[0], command[1..]),
            ChildEnding.Killed => new ProcessStartInfo(Setpriv, ParentDeath.SetprivArguments(UnixSignal.Kill, command)),
            _ => new ProcessStartInfo(Setpriv, ParentDeath.SetprivArguments(UnixSignal.Terminate, command)),
        };

    private void Run(bool hasLines)
    {
        try
        {
            _process.Start();
            Id = _process.Id;
            if (hasLines)
            {
                _process.BeginOutputReadLine();
                _process.BeginErrorReadLine();
            }
        }
        catch (Exception exception)
        {
            _started.SetException(
                new CliException(ExitCodes.Usage, $"{_process.StartInfo.FileName} cannot be started: {exception.Message}")
            );
            return;
        }

        _started.SetResult();
        _process.WaitForExit();
        var exitCode = _process.ExitCode;
        _process.Dispose();
        _exited.SetResult(exitCode);
    }
}
