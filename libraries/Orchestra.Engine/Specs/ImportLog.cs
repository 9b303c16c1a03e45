using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Processes;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>Collects what is wrong with a spec, and what a person should know of, each once.</summary>
/// <param name="faults">What reading the text found already.</param>
internal sealed class ImportLog(IEnumerable<Fault> faults)
{
    private readonly List<Fault> _faults = [.. faults];
    private readonly List<ImportWarning> _warnings = [];
    private readonly HashSet<(int Index, string Message)> _seen = [];
    private int _unlisted;

    /// <summary>How many faults there are, listed or not.</summary>
    public int FaultCount => _faults.Count + _unlisted;

    /// <summary>The faults in the order of the source; beyond the limit, how many more there are.</summary>
    public IReadOnlyList<Fault> Faults()
    {
        var listed = _faults.OrderBy(fault => fault.Line ?? 0).Take(SpecLimits.MaxFaults).ToList();
        var more = FaultCount - listed.Count;
        return more > 0 ? [.. listed, new Fault("", null, $"there are {more} more faults: mend these first")] : listed;
    }

    /// <summary>The warnings in the order of the source.</summary>
    public IReadOnlyList<ImportWarning> Warnings() => [.. _warnings.OrderBy(warning => warning.Line ?? 0)];

    /// <summary>Notes a fault at a place.</summary>
    public void Fault(SpecNode node, string message)
    {
        if (_faults.Count > SpecLimits.MaxFaults)
        {
            _unlisted++;
        }
        else if (_seen.Add((node.Index, message)))
        {
            _faults.Add(new Fault(node.Pointer, node.Line, message));
        }
    }

    /// <summary>Notes a warning at a place. Past the limit warnings are dropped: nobody reads the five hundred and first.</summary>
    public void Warn(string code, SpecNode node, string message)
    {
        if (_warnings.Count < SpecLimits.MaxFaults && _seen.Add((node.Index, message)))
        {
            _warnings.Add(new ImportWarning(code, message, node.Pointer, node.Line));
        }
    }

    /// <summary>Whether a value is of this kind; a fault when it is not.</summary>
    public bool Expect(SpecNode node, SpecKind kind)
    {
        if (node.Kind == kind)
        {
            return true;
        }

        Fault(node, $"must be {Words(kind)}, but is {Words(node.Kind)}");
        return false;
    }

    /// <summary>A member of this kind; null when it is missing, or with a fault when it is of another kind.</summary>
    public SpecNode? Member(SpecNode parent, ReadOnlySpan<byte> name, SpecKind kind) =>
        parent.Member(name) is { } member && Expect(member, kind) ? member : null;

    /// <summary>The text of a member; null when it is missing, or with a fault when it is no text. In YAML <c>1.10</c> without quotes is text too.</summary>
    public string? Text(SpecNode parent, ReadOnlySpan<byte> name) => parent.Member(name) is { } member ? Text(member) : null;

    /// <summary>The text of a value; null with a fault when it is no text.</summary>
    public string? Text(SpecNode node)
    {
        var isScalar = node.Kind is SpecKind.Number or SpecKind.Boolean && node.Tree.IsYaml;
        return isScalar || Expect(node, SpecKind.String) ? node.Text : null;
    }

    /// <summary>A boolean member; false when it is missing, or with a fault when it is no boolean.</summary>
    public bool Flag(SpecNode parent, ReadOnlySpan<byte> name) => Member(parent, name, SpecKind.Boolean)?.IsTrue ?? false;

    /// <summary>A boolean member; null when it is missing, or with a fault when it is no boolean.</summary>
    public bool? OptionalFlag(SpecNode parent, ReadOnlySpan<byte> name) => Member(parent, name, SpecKind.Boolean)?.IsTrue;

    private static string Words(SpecKind kind) =>
        kind switch
        {
            SpecKind.Object => "an object",
            SpecKind.Array => "an array",
            SpecKind.String => "a string",
            SpecKind.Number => "a number",
            SpecKind.Boolean => "a boolean",
            _ => "null",
        };
}
