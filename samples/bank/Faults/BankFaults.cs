namespace Orchestra.Samples.Bank.Faults;

/// <summary>The names of the faults as configuration and <c>PUT /_sut/fault</c> write them.</summary>
internal static class BankFaults
{
    private static readonly Dictionary<string, BankFault> Names = new(StringComparer.Ordinal)
    {
        ["none"] = BankFault.None,
        ["scoring-500"] = BankFault.Scoring500,
        ["contract"] = BankFault.Contract,
        ["slow"] = BankFault.Slow,
        ["wrong-decision"] = BankFault.WrongDecision,
    };

    public static string UnknownMessage { get; } = $"Bank:Fault names an unknown fault: the known ones are {string.Join(", ", Names.Keys)}";

    public static bool TryParse(string name, out BankFault fault) => Names.TryGetValue(name, out fault);

    public static string NameOf(BankFault fault) => Names.Single(pair => pair.Value == fault).Key;
}
