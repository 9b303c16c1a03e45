using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Bpmn;

/// <summary>Reads what the standard leaves to others: vendor attributes, and Orchestra's own attributes and elements.</summary>
internal sealed class ExtensionReader(XmlReader reader, BpmnDocument document)
{
    private const int MaxTimeoutMs = 600_000;

    private static readonly string s_operators = string.Join(", ", RuleOperators.All);
    private readonly IXmlLineInfo _position = (IXmlLineInfo)reader;
    private readonly VendorElements _vendor = new(reader, document);
    private int _vendorAttributes;

    /// <summary>Reads the current element, which stands within <c>extensionElements</c>.</summary>
    public OpenElement Open(OpenElement parent)
    {
        if (parent.Draft is not { } draft)
        {
            return new OpenElement(ElementKind.Ignored);
        }

        if (reader.NamespaceURI != BpmnNames.Orchestra)
        {
            ReadCalledElement(draft);
            return _vendor.Open(parent, draft);
        }

        if (parent.Kind == ElementKind.Extensions)
        {
            ReadElement(draft);
        }

        return new OpenElement(ElementKind.Ignored);
    }

    /// <summary>Reads the attributes of the current element that are not of the standard.</summary>
    public void ReadAttributes(ElementDraft draft)
    {
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            switch (reader.NamespaceURI)
            {
                case "" or BpmnNames.SchemaInstance or BpmnNames.Model or "http://www.w3.org/2000/xmlns/":
                    break;
                case BpmnNames.Orchestra:
                    ReadOwn(draft);
                    break;
                default:
                    Keep(draft, reader.Name);
                    break;
            }
        }

        reader.MoveToElement();
    }

    // What Camunda 8 calls may also be computed by an expression, which starts with an equals sign.
    private void ReadCalledElement(ElementDraft draft)
    {
        if (
            draft is NodeDraft { Type: NodeType.CallActivity, CalledElement: null } call
            && reader is { NamespaceURI: BpmnNames.Zeebe, LocalName: "calledElement" }
            && reader.GetAttribute("processId") is [not '=', ..] process
        )
        {
            call.CalledElement = process;
        }
    }

    private void ReadElement(ElementDraft draft)
    {
        if (reader.LocalName != "expect")
        {
            Warn(draft, $"<{reader.Name}> does not exist in {BpmnNames.Orchestra}; there is <expect>");
            return;
        }

        var (left, op, right) = (reader.GetAttribute("left"), reader.GetAttribute("op"), reader.GetAttribute("right"));
        var match = ReadMatch(draft);
        if (string.IsNullOrEmpty(left))
        {
            Fault(draft, "an expect has no 'left': give the value to look at, for example {{response.body.status}}");
        }

        if (op is null || !RuleOperators.All.Contains(op, StringComparer.Ordinal))
        {
            Fault(
                draft,
                op is null
                    ? $"an expect has no 'op': use one of {s_operators}"
                    : $"the operator '{op}' does not exist: use one of {s_operators}"
            );
            return;
        }

        if (right is null && op is not ("exists" or "notExists"))
        {
            Fault(draft, $"an expect with op '{op}' has no 'right': give the value to compare with");
        }

        var value = ParseRight(right, op);
        if (StorableJson.FaultOf(value) is { } unstorable)
        {
            Fault(draft, $"the 'right' of an expect {unstorable}");
        }

        draft.Expect ??= [];
        draft.Expect.Add(new BusinessRule(left, op, value, match, reader.GetAttribute("message")));
    }

    /// <summary>The value that a rule compares with: JSON where it reads as a value that the operator takes, else text.</summary>
    internal static JsonNode? ParseRight(string? right, string op)
    {
        if (right is null)
        {
            return null;
        }

        try
        {
            // Lists are values only for the operators that compare with several.
            var parsed = JsonNode.Parse(right);
            return parsed is JsonObject || (parsed is JsonArray && op is not ("in" or "notIn" or "between"))
                ? JsonValue.Create(right)
                : parsed;
        }
        catch (JsonException)
        {
            return JsonValue.Create(right);
        }
    }

    private RuleMatch? ReadMatch(ElementDraft draft)
    {
        var match = reader.GetAttribute("match");
        switch (match?.ToUpperInvariant())
        {
            case null:
                return null;
            case "ANY":
                return RuleMatch.Any;
            case "ALL":
                return RuleMatch.All;
            case "NONE":
                return RuleMatch.None;
            case "ONE":
                return RuleMatch.One;
            default:
                Fault(draft, $"the match '{match}' does not exist: use ANY, ALL, NONE or ONE");
                return null;
        }
    }

    private void ReadOwn(ElementDraft draft)
    {
        var value = reader.Value.Trim();
        switch (reader.LocalName)
        {
            case "dataSet":
                draft.DataSet = value;
                break;
            case "maxLoopIterations":
                ReadBound(draft, value);
                break;
            case "endpoint" when draft is NodeDraft:
                draft.Endpoint = value;
                break;
            case "alias" when draft is NodeDraft:
                draft.Alias = value;
                break;
            case "shares" when draft is NodeDraft:
                draft.Shares = value;
                break;
            case "sql" when draft is NodeDraft node:
                node.Sql = value;
                break;
            case "key" when draft is NodeDraft node:
                node.MessageKey = value;
                break;
            case "correlationId" when draft is NodeDraft node:
                node.CorrelationId = value;
                break;
            case "timeoutMs" when draft is NodeDraft node:
                node.TimeoutMs = ReadTimeout(draft, value);
                break;
            case "endpoint" or "alias" or "shares" or "sql" or "key" or "correlationId" or "timeoutMs":
                Warn(draft, $"{reader.Name} means nothing on a flow: put it on a node");
                Keep(draft, reader.Name);
                break;
            default:
                Warn(
                    draft,
                    $"{reader.Name} does not exist; there are endpoint, dataSet, shares, maxLoopIterations, alias, sql, key, correlationId and timeoutMs"
                );
                Keep(draft, reader.Name);
                break;
        }
    }

    private void ReadBound(ElementDraft draft, string value)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bound) && bound is >= 1 and <= 10)
        {
            draft.MaxLoopIterations = bound;
        }
        else
        {
            Fault(draft, $"maxLoopIterations is '{value}': give a whole number from 1 to 10");
        }
    }

    private int? ReadTimeout(ElementDraft draft, string value)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxTimeoutMs)
        {
            return limit;
        }

        Fault(draft, $"timeoutMs is '{value}': give a whole number from 1 to {MaxTimeoutMs}");
        return null;
    }

    private void Keep(ElementDraft draft, string name)
    {
        if (++_vendorAttributes > BpmnLimits.VendorAttributes)
        {
            throw new BpmnSourceException(
                $"the source has more than {BpmnLimits.VendorAttributes} vendor attributes",
                _position.LineNumber
            );
        }

        if (draft.Attributes.Count == 0)
        {
            draft.Attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        }

        draft.Attributes[name] = reader.Value;
    }

    private void Warn(ElementDraft draft, string message) =>
        document.Warnings.Add(WarningCodes.UnknownExtension, message, draft.Id, _position.LineNumber);

    private void Fault(ElementDraft draft, string message) => document.Faults.Add(draft.Id, _position.LineNumber, message);
}
