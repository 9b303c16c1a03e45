using System.Text.Json;
using System.Text.Json.Serialization;
using Orchestra.Contracts;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Cli.Offline;

/// <summary>Writes suites as every service does, but with metadata made by the compiler: finding it at run time takes longer than generating.</summary>
[JsonSerializable(typeof(GeneratedSuite))]
[JsonSerializable(typeof(SuiteFolder.Index))]
internal sealed partial class SuiteJson : JsonSerializerContext
{
    private static readonly SuiteJson Compact = new(new JsonSerializerOptions(OrchestraJson.Options) { TypeInfoResolver = null });
    private static readonly SuiteJson Indented = new(new JsonSerializerOptions(OrchestraJson.Indented) { TypeInfoResolver = null });

    /// <summary>The suite on one line.</summary>
    public static string Write(GeneratedSuite suite) => JsonSerializer.Serialize(suite, Compact.GeneratedSuite);

    /// <summary>The suite's index, for a file.</summary>
    public static string WriteFile(SuiteFolder.Index index) => JsonSerializer.Serialize(index, Indented.Index) + "\n";

    /// <summary>A scenario, for a file.</summary>
    public static string WriteFile(TestScenario scenario) => JsonSerializer.Serialize(scenario, Indented.TestScenario) + "\n";
}
