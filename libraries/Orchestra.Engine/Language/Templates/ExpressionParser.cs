using System.Text.Json.Nodes;
using Orchestra.Engine.Language.JsonPath;

namespace Orchestra.Engine.Language.Templates;

/// <summary>Parses one expression: a path with an optional default, a call, or a literal.</summary>
internal sealed class ExpressionParser
{
    private readonly Scanner _scanner;
    private readonly PathParser _paths;

    public ExpressionParser(Scanner scanner)
    {
        _scanner = scanner;
        _paths = new PathParser(scanner, PathLanguage.Roots);
    }

    public TemplateExpression Parse()
    {
        _scanner.SkipBlank();
        var start = _scanner.Position;
        var expression = ParseValue(start);
        _scanner.SkipBlank();
        if (!_scanner.StartsWith("??"))
        {
            return expression;
        }

        if (expression is not TemplateExpression.Selection selection)
        {
            throw _scanner.Error("?? follows a path only: anything else always has a value");
        }

        _scanner.TryTake("??");
        _scanner.SkipBlank();
        var withDefault = selection with { HasDefault = true, Default = ParseDefault() };
        _scanner.SkipBlank();
        return withDefault;
    }

    private TemplateExpression ParseValue(int start)
    {
        if (LiteralParser.StartsHere(_scanner))
        {
            return new TemplateExpression.Literal(LiteralParser.Parse(_scanner), start + 1);
        }

        if (_scanner.Current == '$')
        {
            throw _scanner.Error("a path is written without the leading $., such as data.amount");
        }

        var name = _scanner.TakeName() ?? throw _scanner.Error($"expected a path, a function or a literal, found {_scanner.Found()}");
        if (_scanner.Current == '(')
        {
            return ParseCall(name, start);
        }

        return LiteralParser.TryKeyword(name, out var value)
            ? new TemplateExpression.Literal(value, start + 1)
            : new TemplateExpression.Selection(_paths.ParseFromRoot(name, start), false, null, start + 1);
    }

    private JsonNode? ParseDefault()
    {
        if (LiteralParser.StartsHere(_scanner))
        {
            return LiteralParser.Parse(_scanner);
        }

        var start = _scanner.Position;
        return _scanner.TakeName() is { } name && LiteralParser.TryKeyword(name, out var value)
            ? value
            : throw _scanner.Error("expected a literal after ??: 'text', a number, true, false or null", start);
    }

    private TemplateExpression.Call ParseCall(string name, int start)
    {
        var function =
            TemplateFunctions.Find(name)
            ?? throw _scanner.Error($"there is no function {name}(): {string.Join(", ", TemplateFunctions.Names)}", start);
        _scanner.Enter();
        _scanner.Expect('(', "after a function's name");
        _scanner.SkipBlank();
        var arguments = new List<TemplateExpression>();
        if (_scanner.Current != ')')
        {
            do
            {
                arguments.Add(Parse());
            } while (_scanner.TryTake(','));
        }

        _scanner.Expect(')', $"to close the arguments of {name}()");
        _scanner.Leave();
        return arguments.Count >= function.MinArguments && arguments.Count <= function.MaxArguments
            ? new TemplateExpression.Call(function, arguments, start + 1)
            : throw _scanner.Error($"{function.Signature} was given {arguments.Count} argument{(arguments.Count == 1 ? "" : "s")}", start);
    }
}
