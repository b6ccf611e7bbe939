namespace KnowledgeBase.Readers;

/// <summary>The directions in which the letters of a page run.</summary>
internal enum TextWay
{
    Right,
    Up,
    Left,
    Down,
    Slanted,
}
