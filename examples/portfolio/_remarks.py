"""What people write in surveys, in the languages of the portfolio."""

from __future__ import annotations

GOOD = (
    "They told us early what would be hard. It was, and they were right about when.",
    "Ask for the same team. We did, twice.",
    "Solid work; the hand-over took a day longer than planned.",
    'Our people call it "the quiet Monday": nobody noticed the move.',
    "Fragen werden am selben Tag beantwortet, auch die dummen.",
    "Sehr gründlich. Wir würden wieder mit ihnen arbeiten.",
    "Une équipe à l'écoute, et des délais tenus.",
    "Rien à redire : l'équipe connaît notre métier.",
    "Trabajan con calma y explican cada paso.",
    "Nos ayudaron a que la gente lo usara de verdad, no solo a instalarlo.",
    "Equipe atenciosa; a migração terminou antes do prazo.",
    "Świetny kontakt, wszystko zgodnie z planem.",
    "Tydliga, punktliga och lätta att nå.",
    "Vše proběhlo podle plánu, děkujeme.",
    "説明が分かりやすく、安心して任せられました。",
    "Συνεπείς και πάντα διαθέσιμοι.",
    "설명이 친절하고 일정이 정확했습니다.",
    "Two remarks:\n- book the training early,\n- let them see the old system first.",
)
BAD = (
    "We had three project leads in four months.",
    "Expensive for what it changed.",
    "The scope was agreed, then re-agreed, then forgotten.",
    'We asked for a date and got "soon", every week.',
    "Zu viele Übergaben, niemand fühlte sich zuständig.",
    "Die Schulung kam nach dem Start, nicht davor.",
    "Trop de promesses, pas assez de suivi.",
    "Nadie contestaba los viernes.",
    "Faltou comunicação; soubemos dos atrasos pelo sistema.",
    "Odpowiedzi po tygodniu, a czasem wcale.",
    "Bra folk, men för få av dem.",
    "Školení bylo příliš krátké.",
    "連絡が遅く、状況が見えませんでした。",
    "Καλή δουλειά, αλλά με καθυστέρηση δύο μηνών.",
    "담당자가 자주 바뀌었습니다.",
)
