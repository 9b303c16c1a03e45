using System.Globalization;
using System.Text;

namespace Orchestra.Engine.JsonSchema.Patterns;

/// <summary>
/// A class of characters on its way to .NET, whose characters are UTF-16 units: what lies beyond the basic plane
/// becomes an alternative of surrogate pairs.
/// </summary>
internal sealed class EcmaClass
{
    private const string AnyPair = @"[\ud800-\udbff][\udc00-\udfff]";

    private readonly StringBuilder _content = new();
    private readonly List<string> _pairs = [];

    public void Add(string content) => _content.Append(content);

    public void Add(int low, int high)
    {
        if (low <= 0xFFFF)
        {
            _content.Append(Unit(low));
            if (high > low)
            {
                _content.Append('-').Append(Unit(Math.Min(high, 0xFFFF)));
            }
        }

        if (high > 0xFFFF)
        {
            AddPairs(Math.Max(low, 0x10000), high);
        }
    }

    /// <summary>The .NET expression for one character of the class.</summary>
    /// <param name="negated">One character outside it.</param>
    /// <param name="repeats">It is followed by * or +, where the halves of a pair may count as two.</param>
    public string Build(bool negated, bool repeats)
    {
        if (!negated)
        {
            var set = _content.Length == 0 ? @"[^\s\S]" : $"[{_content}]";
            return _pairs.Count == 0 ? set : $"(?:{string.Join('|', _pairs)}|{set})";
        }

        if (_pairs.Count > 0)
        {
            return $@"(?:(?!{string.Join('|', _pairs)}){AnyPair}|[^{_content}\ud800-\udbff])";
        }

        if (repeats)
        {
            return _content.Length == 0 ? @"[\s\S]" : $"[^{_content}]";
        }

        return $@"(?:{AnyPair}|[^{_content}\ud800-\udbff])";
    }

    /// <summary>A UTF-16 unit as an escape, which has no other meaning anywhere.</summary>
    public static string Unit(int unit) => string.Create(CultureInfo.InvariantCulture, $@"\u{unit:x4}");

    private void AddPairs(int low, int high)
    {
        int lowLead = Lead(low),
            highLead = Lead(high);
        if (lowLead == highLead)
        {
            AddPairs(lowLead, lowLead, Trail(low), Trail(high));
            return;
        }

        AddPairs(lowLead, lowLead, Trail(low), 0xDFFF);
        if (highLead - lowLead > 1)
        {
            AddPairs(lowLead + 1, highLead - 1, 0xDC00, 0xDFFF);
        }

        AddPairs(highLead, highLead, 0xDC00, Trail(high));
    }

    private void AddPairs(int fromLead, int toLead, int fromTrail, int toTrail) =>
        _pairs.Add(Range(fromLead, toLead) + Range(fromTrail, toTrail));

    private static string Range(int from, int to) => from == to ? Unit(from) : $"[{Unit(from)}-{Unit(to)}]";

    private static int Lead(int codePoint) => 0xD800 + ((codePoint - 0x10000) >> 10);

    private static int Trail(int codePoint) => 0xDC00 + ((codePoint - 0x10000) & 0x3FF);
}
