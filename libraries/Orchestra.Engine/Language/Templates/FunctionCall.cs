using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.Templates;

/// <summary>What a function's body may use.</summary>
internal sealed record FunctionCall(ExpressionEvaluator Evaluator, DateTimeOffset StartedAt, IReadOnlyList<FunctionArgument> Arguments)
{
    private const int CharactersPerStep = 64;

    /// <summary>An argument as one value; a list becomes an array. Null where it was left out.</summary>
    public JsonNode? Value(int index)
    {
        if (index >= Arguments.Count)
        {
            return null;
        }

        if (Arguments[index].List is not { } list)
        {
            return Arguments[index].Value;
        }

        long bytes = 0;
        var array = new JsonArray();
        foreach (var node in list)
        {
            bytes += JsonSize.Measure(node.Value, Evaluator.Budget);
            CheckSize(bytes);
            array.Add(node.Value?.DeepClone());
        }

        return array;
    }

    /// <summary>An argument as the text it has inside a longer string.</summary>
    public string Text(int index)
    {
        var value = Value(index);
        var bytes = JsonSize.Measure(value, Evaluator.Budget);
        Evaluator.Budget.Step(bytes / CharactersPerStep);
        return JsonTexts.ToText(value);
    }

    /// <summary>Ends the evaluation before a result is made that is larger than any output may be.</summary>
    public void CheckSize(long bytes)
    {
        var most = Evaluator.Budget.Limits.MaxOutputBytes;
        if (bytes > most)
        {
            throw new EvaluationException(LanguageFaultKind.Limit, $"a function's result is larger than {most} bytes");
        }
    }
}
