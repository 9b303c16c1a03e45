namespace Orchestra.Modeling.Sequence;

/// <summary>The languages of sequence diagrams.</summary>
internal enum SequenceLanguage
{
    /// <summary>Mermaid's <c>sequenceDiagram</c>.</summary>
    Mermaid,

    /// <summary>PlantUML's <c>@startuml</c>.</summary>
    PlantUml,
}
