using System.Text.Json.Nodes;

namespace Orchestra.Samples.Bank.Tests;

/// <summary>An answer of the bank, read to its end.</summary>
internal sealed record Reply(int Status, JsonNode Body, bool Replayed, Uri? Location)
{
    public string Text(string property) => Body[property]!.GetValue<string>();

    public Guid Id => Body["id"]!.GetValue<Guid>();
}
