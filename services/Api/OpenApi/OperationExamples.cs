using System.Text.Json;

namespace Orchestra.Api.OpenApi;

/// <summary>The examples of all operations by route name, from the files of the folder Examples: one for each kind of thing.</summary>
internal static class OperationExamples
{
    private const string Folder = "examples/";

    private static readonly Lazy<Dictionary<string, OperationExample>> All = new(Read);

    /// <summary>The example of an operation; null where nobody has written one.</summary>
    public static OperationExample? Find(string? name) => name is null ? null : All.Value.GetValueOrDefault(name);

    private static Dictionary<string, OperationExample> Read()
    {
        var assembly = typeof(OperationExamples).Assembly;
        var all = new Dictionary<string, OperationExample>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var file = assembly.GetManifestResourceStream(name)!;
            foreach (
                var (operation, example) in JsonSerializer.Deserialize<Dictionary<string, OperationExample>>(
                    file,
                    JsonSerializerOptions.Web
                )!
            )
            {
                all.Add(operation, example);
            }
        }

        return all;
    }
}
