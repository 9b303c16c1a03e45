using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Keywords;

namespace Orchestra.Engine.JsonSchema.Compilation;

/// <summary>Keywords that combine other schemas.</summary>
internal static class LogicReader
{
    public static void Read(SchemaReader reader, List<Keyword> keywords)
    {
        if (reader.Schemas("allOf") is { } all)
        {
            keywords.Add(new AllOfKeyword(reader.PointerTo("allOf"), all));
        }

        if (reader.Schemas("anyOf") is { } any)
        {
            keywords.Add(new AnyOfKeyword(reader.PointerTo("anyOf"), any));
        }

        if (reader.Schemas("oneOf") is { } one)
        {
            keywords.Add(new OneOfKeyword(reader.PointerTo("oneOf"), one));
        }

        if (reader.Schema("not") is { } not)
        {
            keywords.Add(new NotKeyword(reader.PointerTo("not"), not));
        }

        if (reader.IsModern && reader.Schema("if") is { } condition)
        {
            keywords.Add(new ConditionalKeyword(reader.PointerTo("if"), condition, reader.Schema("then"), reader.Schema("else")));
        }
    }
}
