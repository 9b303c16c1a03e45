using System.Text.Json;
using Orchestra.LocalHost.Processes;

namespace Orchestra.LocalHost.Hosting;

/// <summary>Generated passwords, kept beside the data that they open (mode 0600); in memory only when nothing is kept.</summary>
internal sealed class SecretStore(LocalHostOptions options)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly Lock _lock = new();
    private Dictionary<string, string>? _secrets;

    private string? FilePath => options.StateFolder is { } folder ? Path.Combine(folder, "secrets.json") : null;

    public string GetOrAdd(string name, Func<string> generate)
    {
        lock (_lock)
        {
            _secrets ??= Read();
            if (!_secrets.TryGetValue(name, out var secret))
            {
                secret = _secrets[name] = generate();
                Write(_secrets);
            }

            return secret;
        }
    }

    private Dictionary<string, string> Read()
    {
        if (FilePath is not { } path || !File.Exists(path))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path)) ?? [];
        }
        catch (JsonException exception)
        {
            throw new LocalHostException(
                $"{path} is damaged ({exception.Message}): restore it, or remove the folder to begin anew",
                exception
            );
        }
    }

    private void Write(Dictionary<string, string> secrets)
    {
        if (FilePath is { } path)
        {
            AtomicFile.Write(path, JsonSerializer.Serialize(secrets, Indented));
        }
    }
}
