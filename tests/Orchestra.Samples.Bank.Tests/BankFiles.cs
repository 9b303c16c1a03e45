using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Orchestra.Samples.Bank.Tests;

/// <summary>The sample's files, as a user imports them.</summary>
internal static class BankFiles
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "bank");

    public static OpenApiFile OpenApi { get; } = OpenApiFile.Read(Path.Combine(Folder, "openapi.yaml"));

    public static XDocument Process { get; } = XDocument.Load(Path.Combine(Folder, "credit-application.bpmn"));

    public static JsonNode Environment { get; } = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "environment.json")))!;

    public static IReadOnlyDictionary<string, JsonObject> DataSets { get; } =
        Directory
            .GetFiles(Path.Combine(Folder, "datasets"), "*.json")
            .Select(file => JsonNode.Parse(File.ReadAllText(file))!.AsObject())
            .ToDictionary(set => set["name"]!.GetValue<string>());

    /// <summary>The body of an application of this data set.</summary>
    public static string ApplicationOf(string dataSet)
    {
        var body = DataSets[dataSet]["data"]!.DeepClone().AsObject();
        body.Remove("expectedDecision");
        return body.ToJsonString();
    }
}
