using System.Text.Json.Nodes;
using Orchestra.Engine.Specs.Text;
using Orchestra.Testing.Processes;

namespace Orchestra.Benchmarks.Schema;

/// <summary>The cases: messages of the sample bank by its OpenAPI document, and what <c>Schema/Cases</c> holds.</summary>
internal static class SchemaCases
{
    private const int ListLength = 200;
    private const string Components = "/components/schemas/";

    private const string Application = """
        {"id":"0190b7c4-6a0e-7c3e-9d52-3f1a5b6c7d8e","status":"MANUAL_REVIEW","applicantName":"Ada Good","email":"ada.good@example.com","age":40,"annualIncome":60000,"existingDebt":1200.5,"amount":15000,"termMonths":36,"purpose":"HOME","score":612,"reviewRounds":1,"createdAt":"2026-03-14T09:26:53.120Z"}
        """;

    private const string NewApplication = """
        {"applicantName":"Ada Good","email":"ada.good@example.com","age":40,"annualIncome":60000,"existingDebt":1200.5,"amount":15000,"termMonths":36,"purpose":"HOME"}
        """;

    /// <summary>All of them, in the order of measuring.</summary>
    public static async Task<IReadOnlyList<SchemaCase>> ReadAsync()
    {
        var yaml = await File.ReadAllBytesAsync(Path.Combine(BuiltPrograms.Root, "samples", "bank", "openapi.yaml"));
        var bank = System.Text.Encoding.UTF8.GetString(SpecText.Read(yaml, []).Json.Span);
        var list = $$"""{"items":[{{string.Join(',', Enumerable.Repeat(Application, ListLength))}}]}""";
        var broken = Application.Replace("\"2026-03-14T09:26:53.120Z\"", "5", StringComparison.Ordinal);
        return
        [
            OfBank("bank-request", NameOf("NewApplication"), NewApplication, valid: true),
            OfBank("bank-answer", NameOf("Application"), Application, valid: true),
            OfBank("bank-answer-broken", NameOf("Application"), broken, valid: false),
            OfBank($"bank-list-{ListLength}", NameOf("ApplicationList"), list, valid: true),
            await FromFileAsync("order"),
            await FromFileAsync("events"),
            await FromFileAsync("places"),
        ];

        SchemaCase OfBank(string name, string pointer, string instance, bool valid) =>
            new(name, "openapi-3.0", bank, pointer, instance, valid);
    }

    private static string NameOf(string component) => Components + component;

    private static async Task<SchemaCase> FromFileAsync(string name)
    {
        var file = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Schema", "Cases", $"{name}.json")))!;
        var instance = file["instance"]!;
        if (file["times"] is { } times)
        {
            // A list of many like the one that the file shows.
            var features = instance["features"]!.AsArray();
            var first = features[0]!;
            for (var i = 1; i < times.GetValue<int>(); i++)
            {
                features.Add(first.DeepClone());
            }
        }

        return new SchemaCase(
            name,
            file["draft"]!.GetValue<string>(),
            file["schema"]!.ToJsonString(),
            "",
            instance.ToJsonString(),
            Valid: true
        );
    }
}
