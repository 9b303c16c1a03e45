using Microsoft.Extensions.Configuration;

namespace Orchestra.LocalHost.Hosting;

/// <summary>Where a host keeps its state.</summary>
/// <param name="Ephemeral">Nothing is kept: a temporary folder, removed at stop.</param>
/// <param name="StateFolder">The folder; null when ephemeral.</param>
/// <param name="StateFile">The file that tells states, URLs and process ids; null for <c>state.json</c> in the folder.</param>
internal sealed record LocalHostOptions(bool Ephemeral, string? StateFolder, string? StateFile)
{
    public static LocalHostOptions From(IConfiguration configuration, string appHostDirectory)
    {
        var ephemeral = configuration.GetValue<bool>("ephemeral");
        var file = configuration["state-file"];
        return new LocalHostOptions(
            ephemeral,
            ephemeral ? null : Path.GetFullPath(configuration["state-folder"] ?? Path.Combine(appHostDirectory, "..", ".orchestra")),
            file is null ? null : Path.GetFullPath(file)
        );
    }
}
