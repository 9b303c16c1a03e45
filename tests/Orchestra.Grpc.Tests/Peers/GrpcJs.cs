using System.ComponentModel;
using System.Diagnostics;

namespace Orchestra.Grpc.Tests.Peers;

/// <summary>@grpc/grpc-js in a node process; npm installs it once, below artifacts/.</summary>
internal sealed class GrpcJs : IAsyncDisposable
{
    private const string Version = "1.14.7";
    private const string LoaderVersion = "0.8.1";

    private static readonly string Folder = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "npm", $"grpc-js-{Version}")
    );

    private readonly Process _node;

    private GrpcJs(Process node) => _node = node;

    public StreamReader Output => _node.StandardOutput;

    /// <summary>Starts one of the scripts beside this file.</summary>
    public static async Task<GrpcJs> StartAsync(string script, params string[] arguments)
    {
        await InstallAsync();
        var proto = Path.Combine(AppContext.BaseDirectory, "Protos", "echo.proto");
        var path = Path.Combine(AppContext.BaseDirectory, "Peers", script);
        return new GrpcJs(Run("node", [path, Folder, proto, .. arguments]));
    }

    public async ValueTask DisposeAsync()
    {
        // At the end of their input the scripts end.
        _node.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _node.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _node.Kill();
        }

        _node.Dispose();
    }

    private static async Task InstallAsync()
    {
        var mark = Path.Combine(Folder, "installed");
        if (File.Exists(mark))
        {
            return;
        }

        Directory.CreateDirectory(Folder);
        string[] packages = [$"@grpc/grpc-js@{Version}", $"@grpc/proto-loader@{LoaderVersion}"];
        using var npm = Run("npm", ["install", "--prefix", Folder, "--no-audit", "--no-fund", "--ignore-scripts", .. packages]);
        var output = npm.StandardOutput.ReadToEndAsync();
        await npm.WaitForExitAsync();
        Assert.That(npm.ExitCode, Is.Zero, $"npm could not install {string.Join(" and ", packages)}: {await output}");
        await File.WriteAllTextAsync(mark, "");
    }

    private static Process Run(string program, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"{program} cannot be started: these tests need Node.js 20", exception);
        }
    }
}
