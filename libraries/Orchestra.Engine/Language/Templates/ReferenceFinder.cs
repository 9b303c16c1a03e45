using Orchestra.Engine.Language.JsonPath;

namespace Orchestra.Engine.Language.Templates;

/// <summary>Walks an expression for its paths, those inside filters and arguments too.</summary>
internal static class ReferenceFinder
{
    public static IEnumerable<TemplateReference> Find(TemplateExpression expression, string location) =>
        expression switch
        {
            TemplateExpression.Selection selection => OfPath(selection.Path)
                .Select(path => Reference(path, selection.HasDefault && ReferenceEquals(path, selection.Path), location)),
            TemplateExpression.Call call => call.Arguments.SelectMany(argument => Find(argument, location)),
            _ => [],
        };

    private static TemplateReference Reference(PathExpression path, bool hasDefault, string location) =>
        new(path.Root, path.Secret ?? FirstName(path), path.Text, hasDefault, location, path.Column);

    private static string? FirstName(PathExpression path) =>
        path.Segments is [{ IsDescendant: false, Selectors: [Selector.Name name] }, ..] ? name.Value : null;

    private static IEnumerable<PathExpression> OfPath(PathExpression path)
    {
        var nested = path
            .Segments.SelectMany(segment => segment.Selectors)
            .OfType<Selector.Filter>()
            .SelectMany(filter => OfCondition(filter.Condition));
        return path.Origin == PathOrigin.Root ? nested.Prepend(path) : nested;
    }

    private static IEnumerable<PathExpression> OfCondition(FilterExpression condition) =>
        condition switch
        {
            FilterExpression.Any any => any.Operands.SelectMany(OfCondition),
            FilterExpression.All all => all.Operands.SelectMany(OfCondition),
            FilterExpression.Not not => OfCondition(not.Operand),
            FilterExpression.Exists exists => OfPath(exists.Path),
            FilterExpression.Test test => OfOperand(test.Call),
            FilterExpression.Comparison comparison => OfOperand(comparison.Left).Concat(OfOperand(comparison.Right)),
            _ => [],
        };

    private static IEnumerable<PathExpression> OfOperand(FilterOperand operand) =>
        operand switch
        {
            FilterOperand.Path path => OfPath(path.Expression),
            FilterOperand.Call call => call.Arguments.SelectMany(OfOperand),
            _ => [],
        };
}
