"""Short calls for help in other languages. `checked`: who confirmed the wording; "unchecked" until a speaker has.

Phrases are compared word for word after folding (small letters, no accents), so "ayúdame" and "ayudame" are one.
"""

from dataclasses import dataclass

from safety.pattern import Meaning


@dataclass(frozen=True)
class Spoken:
    """How one language says it; the example of a language is its first danger phrase."""

    language: str
    danger: tuple[str, ...]
    self_harm: tuple[str, ...]
    checked: str = "unchecked"

    def phrases(self, meaning: Meaning) -> tuple[str, ...]:
        return self.danger if meaning is Meaning.DANGER else self.self_harm


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines() if line.strip())


SPOKEN = (
    Spoken(
        "polish",
        _lines("""
            pomocy
            pomóż mi
            pomóżcie
            ratunku
            ratujcie
            bije mnie
            mnie bije
            pobił mnie
            mnie pobił
            zabije mnie
            mnie zabije
            zabić mnie
            mnie zabić
            dusi mnie
            mnie dusi
            zgwałcił mnie
            mnie zgwałcił
            zamknął mnie
            mnie zamknął
            nie mogę wyjść z domu
            ma nóż
            wezwij policję
            wezwać policję
            wezwijcie policję
            dzwoń na policję
            zadzwoń na policję
            potrzebuję policji
            jestem w niebezpieczeństwie
            grozi mi
            grozi że mnie
        """),
        _lines("""
            chcę umrzeć
            chcę się zabić
            zabiję się
            nie chcę żyć
            nie chce mi się żyć
            popełnić samobójstwo
            lepiej beze mnie
        """),
    ),
    Spoken(
        "romanian",
        _lines("""
            ajutor
            ajutați-mă
            ajută-mă
            ajutati ma
            ajuta ma
            mă bate
            ma bate
            mă lovește
            m-a bătut
            mă omoară
            mă va omorî
            vrea să mă omoare
            mă sugrumă
            m-a violat
            are un cuțit
            chemați poliția
            sunați la poliție
            cheamă poliția
            sunt în pericol
            m-a închis în
            nu mă lasă să ies
            nu mă lasă să plec
        """),
        _lines("""
            vreau să mor
            vreau sa mor
            mă omor
            vreau să mă omor
            vreau să mă sinucid
            nu mai vreau să trăiesc
        """),
    ),
    Spoken(
        "urdu_hindi_latin",
        _lines("""
            bachao
            mujhe bachao
            mujhe bacha lo
            madad karo
            meri madad karo
            meri madad karein
            meri help karo
            mujhe maar raha
            mujhe mar raha
            mujhe maar rahe
            mujhe maar rahi
            mujhe maar dega
            mujhe mar dega
            mujhe maar dalega
            mujhe maar denge
            mujhe jaan se maar
            jaan se maar
            mera gala daba
            gala daba raha
            police ko bulao
            police bulao
            police ko phone karo
            police bhejo
            mujhe band kar
            kamre mein band
            uske paas chaku
            chaku hai
            main khatre mein
            zabardasti shaadi
            zabardasti nikah
        """),
        _lines("""
            marna chahti
            marna chahta
            mar jana chahti
            mar jana chahta
            mujhe marna hai
            khudkushi karna
            khudkushi karni
            khudkushi kar
            aatmahatya karna
            jeena nahi chahti
            jeena nahi chahta
            jina nahi chahti
            apni jaan le
        """),
    ),
    Spoken(
        "urdu",
        _lines("""
            مدد کرو
            میری مدد کریں
            مجھے بچاؤ
            بچاؤ
            مجھے مار رہا
            مجھے مار رہے
            مجھے مار دے گا
            مجھے قتل کر
            جان سے مار
            پولیس کو بلاؤ
            پولیس بلاؤ
            پولیس کو فون
            میں خطرے میں
            گلا دبا
            زبردستی شادی
            اس کے پاس چاقو
        """),
        _lines("""
            مرنا چاہتی
            مرنا چاہتا
            خودکشی کرنا
            خودکشی کر
            جینا نہیں چاہتی
            جینا نہیں چاہتا
        """),
    ),
    Spoken(
        "punjabi",
        _lines("""
            ਬਚਾਓ
            ਮੈਨੂੰ ਬਚਾਓ
            ਮੇਰੀ ਮਦਦ ਕਰੋ
            ਮਦਦ ਕਰੋ
            ਮੈਨੂੰ ਮਾਰ ਰਿਹਾ
            ਮੈਨੂੰ ਕੁੱਟ ਰਿਹਾ
            ਮੈਨੂੰ ਮਾਰ ਦੇਵੇਗਾ
            ਮੈਨੂੰ ਮਾਰ ਦੇਣਗੇ
            ਪੁਲਿਸ ਨੂੰ ਬੁਲਾਓ
            ਪੁਲਿਸ ਬੁਲਾਓ
            menu bachao
            mainu bachao
            meri madad karo
            menu maar reha
            mainu maar reha
            menu kut reha
            mainu kutt reha
            menu maar deuga
            mainu maar dena
            menu maar dena
            police nu bulao
        """),
        _lines("""
            ਮਰਨਾ ਚਾਹੁੰਦੀ
            ਮਰਨਾ ਚਾਹੁੰਦਾ
            ਖੁਦਕੁਸ਼ੀ ਕਰਨਾ
            marna chaundi
            marna chaunda
        """),
    ),
    Spoken(
        "bengali",
        _lines("""
            বাঁচাও
            আমাকে বাঁচান
            আমাকে বাঁচাও
            সাহায্য করুন
            আমাকে সাহায্য করো
            আমাকে মারছে
            আমাকে মেরে ফেলবে
            আমাকে খুন করবে
            পুলিশ ডাকুন
            পুলিশ ডাকো
            পুলিশে খবর দিন
            আমি বিপদে
            গলা টিপে
            bachao amake
            amake bachao
            amake bachan
            amake sahajjo korun
            amake shahajjo korun
            amake sahajjo koro
            amake marche
            amake martese
            amake mere felbe
            police dakun
            police dako
        """),
        _lines("""
            মরতে চাই
            মরে যেতে চাই
            আত্মহত্যা করতে
            আত্মহত্যা করব
            বাঁচতে চাই না
            morte chai
            more jete chai
            bachte chai na
        """),
    ),
    Spoken(
        "hindi",
        _lines("""
            बचाओ
            मुझे बचाओ
            मदद करो
            मेरी मदद कीजिए
            मेरी मदद करें
            मुझे मार रहा
            मुझे मार रहे
            मुझे पीट रहा
            मुझे मार देगा
            मुझे मार डालेगा
            जान से मार
            पुलिस को बुलाओ
            पुलिस बुलाओ
            पुलिस को फोन
            मैं खतरे में
            गला दबा
            उसके पास चाकू
        """),
        _lines("""
            मरना चाहती
            मरना चाहता
            मर जाना चाहती
            आत्महत्या करना
            आत्महत्या कर
            जीना नहीं चाहती
            जीना नहीं चाहता
        """),
    ),
    Spoken(
        "gujarati",
        _lines("""
            બચાવો
            મને બચાવો
            મદદ કરો
            મને મદદ કરો
            મને મારે છે
            મને મારી રહ્યો
            મને મારી નાખશે
            પોલીસને બોલાવો
            પોલીસ બોલાવો
            હું જોખમમાં
            mane bachavo
            mane madad karo
            mane mare che
            mane mari nakhse
            police ne bolavo
        """),
        _lines("""
            મરવું છે
            મરી જવું છે
            આત્મહત્યા કરવી
            જીવવું નથી
            mare marvu che
            marvu che
        """),
    ),
    Spoken(
        "arabic",
        _lines("""
            النجدة
            ساعدوني
            ساعدني
            ساعديني
            أنقذوني
            انقذوني
            أغيثوني
            يضربني
            ضربني الآن
            سيقتلني
            يقتلني
            رح يقتلني
            راح يقتلني
            هيقتلني
            يخنقني
            اغتصبني
            معه سكين
            اتصلوا بالشرطة
            اتصل بالشرطة
            أنا في خطر
            انا في خطر
            حبسني
            تزويجي غصب
            sa3douni
            sa3duni
        """),
        _lines("""
            أريد أن أموت
            اريد ان اموت
            اريد اموت
            بدي موت
            بدي أموت
            عايزة أموت
            أريد الانتحار
            أفكر في الانتحار
            سأقتل نفسي
            أقتل نفسي
            لا أريد أن أعيش
        """),
    ),
    Spoken(
        "spanish",
        _lines("""
            socorro
            auxilio
            ayuda
            ayúdame
            ayúdenme
            ayudadme
            me está pegando
            me esta pegando
            me pega ahora
            me está golpeando
            me va a matar
            quiere matarme
            me quiere matar
            va a matarme
            me está estrangulando
            me está ahorcando
            me violó hoy
            me acaba de violar
            tiene un cuchillo
            tiene una pistola
            llame a la policía
            llamen a la policía
            llama a la policía
            estoy en peligro
            me tiene encerrada
            no me deja salir
            me está siguiendo
        """),
        _lines("""
            quiero morir
            quiero morirme
            me quiero morir
            me quiero matar
            quiero matarme
            voy a matarme
            quitarme la vida
            quiero suicidarme
            no quiero vivir
        """),
    ),
    Spoken(
        "portuguese",
        _lines("""
            socorro
            me ajuda
            me ajude
            ajuda-me
            ajudem-me
            me ajudem
            está me batendo
            esta me batendo
            está a bater-me
            está-me a bater
            vai me matar
            vai matar-me
            quer me matar
            quer matar-me
            está me enforcando
            está me estrangulando
            tem uma faca
            chame a polícia
            chamem a polícia
            chama a polícia
            liga para a polícia
            estou em perigo
            não me deixa sair
            me trancou
        """),
        _lines("""
            quero morrer
            quero me matar
            vou me matar
            quero matar-me
            vou matar-me
            tirar a minha vida
            não quero viver
            não quero mais viver
        """),
    ),
    Spoken(
        "french",
        _lines("""
            au secours
            à l'aide
            aidez-moi
            aide-moi
            il me frappe
            elle me frappe
            me tape dessus
            il me bat
            il va me tuer
            veut me tuer
            va me tuer
            il m'étrangle
            m'a violée
            il a un couteau
            appelez la police
            appelle la police
            je suis en danger
            il m'a enfermée
            m'empêche de sortir
            il me suit
        """),
        _lines("""
            je veux mourir
            veux mourir
            envie de mourir
            je veux me tuer
            je vais me tuer
            me suicider
            en finir avec la vie
            ne veux plus vivre
            veux plus vivre
        """),
    ),
    Spoken(
        "italian",
        _lines("""
            aiuto
            aiutatemi
            aiutami
            mi sta picchiando
            mi picchia
            mi sta menando
            mi vuole ammazzare
            mi vuole uccidere
            vuole uccidermi
            vuole ammazzarmi
            mi uccide
            mi ammazza
            mi ucciderà
            mi sta strangolando
            mi ha violentata
            ha un coltello
            chiamate la polizia
            chiama la polizia
            sono in pericolo
            mi ha chiusa
            non mi fa uscire
            mi sta seguendo
        """),
        _lines("""
            voglio morire
            voglio uccidermi
            voglio ammazzarmi
            mi ammazzo
            mi uccido
            togliermi la vita
            non voglio più vivere
            non voglio vivere
        """),
    ),
    Spoken(
        "turkish",
        _lines("""
            imdat
            yardım edin
            bana yardım edin
            bana yardım et
            kurtarın beni
            beni kurtarın
            beni dövüyor
            beni dovuyor
            bana vuruyor
            beni öldürecek
            beni oldurecek
            öldürecek beni
            beni boğuyor
            bıçağı var
            polisi arayın
            polis çağırın
            tehlikedeyim
            beni kilitledi
            beni takip ediyor
        """),
        _lines("""
            ölmek istiyorum
            olmek istiyorum
            kendimi öldüreceğim
            kendimi öldürmek
            intihar etmek
            intihar edeceğim
            yaşamak istemiyorum
        """),
    ),
    Spoken(
        "ukrainian",
        _lines("""
            допоможіть
            допоможи мені
            рятуйте
            врятуйте
            мене б'є
            б'є мене
            він мене вб'є
            мене вб'є
            вб'є мене
            хоче мене вбити
            душить мене
            мене душить
            зґвалтував
            у нього ніж
            викличте поліцію
            подзвоніть у поліцію
            я в небезпеці
            не випускає мене
            мене замкнув
            dopomozhit
        """),
        _lines("""
            хочу померти
            хочу вмерти
            не хочу жити
            вб'ю себе
            вбити себе
            покінчити з життям
            покінчити з собою
            самогубство
        """),
    ),
    Spoken(
        "russian",
        _lines("""
            помогите
            помоги мне
            спасите
            на помощь
            меня бьет
            бьет меня
            он меня избивает
            избивает меня
            меня убьет
            убьет меня
            хочет меня убить
            хочет убить меня
            душит меня
            меня душит
            изнасиловал
            у него нож
            вызовите полицию
            позвоните в полицию
            я в опасности
            не выпускает меня
            меня запер
            он идет за мной
            pomogite
            spasite
        """),
        _lines("""
            хочу умереть
            не хочу жить
            убью себя
            убить себя
            покончить с собой
            покончу с собой
            самоубийство
            hochu umeret
        """),
    ),
    Spoken(
        "farsi",
        _lines("""
            کمک
            کمکم کنید
            کمکم کن
            نجاتم بدید
            منو میزنه
            منو می زنه
            مرا میزند
            مرا می زند
            داره منو میزنه
            منو میکشه
            منو می کشه
            مرا میکشد
            مرا می کشد
            مرا خواهد کشت
            منو خفه
            چاقو داره
            به پلیس زنگ
            پلیس خبر کنید
            در خطرم
            من در خطر
            ازدواج اجباری
        """),
        _lines("""
            می خواهم بمیرم
            میخواهم بمیرم
            می خوام بمیرم
            میخوام بمیرم
            خودم را بکشم
            خودمو بکشم
            خودکشی کنم
            نمی خواهم زنده
            نمیخوام زنده
        """),
    ),
    Spoken(
        "pashto",
        _lines("""
            مرسته وکړئ
            مرسته وکړه
            زه وهي
            ما وهي
            ما وژني
            ما به ووژني
            پولیسو ته زنګ
            زه په خطر
        """),
        _lines("""
            غواړم مړه شم
            غواړم مړ شم
            ځان وژنم
        """),
    ),
    Spoken(
        "somali",
        _lines("""
            i caawi
            i caawiya
            ii gargaar
            i badbaadi
            i badbaadiya
            i garaacayaa
            wuu i garaacayaa
            wuu i dilayaa
            i dili doonaa
            i dilayaa
            booliska u yeer
            booliiska u yeer
            booliska wac
            khatar ayaan ku jiraa
            mindi ayuu
            gudniin
        """),
        _lines("""
            inaan dhinto
            rabaa inaan dhinto
            naftayda dili
            isdilo
            is dilo
        """),
    ),
    Spoken(
        "tamil",
        _lines("""
            காப்பாற்றுங்கள்
            என்னை காப்பாற்றுங்கள்
            உதவி செய்யுங்கள்
            எனக்கு உதவுங்கள்
            உதவுங்கள்
            என்னை அடிக்கிறான்
            என்னை அடிக்கிறார்
            என்னை கொன்றுவிடுவான்
            என்னை கொல்ல
            போலீஸை கூப்பிடுங்கள்
            போலீசை கூப்பிடுங்கள்
            காவல்துறையை அழைக்கவும்
            kaapathunga
            kapathunga
        """),
        _lines("""
            சாக விரும்புகிறேன்
            சாக வேண்டும்
            தற்கொலை செய்து
            வாழ விரும்பவில்லை
            saaganum
        """),
    ),
    Spoken(
        "albanian",
        _lines("""
            ndihmë
            më ndihmoni
            më ndihmo
            po më rreh
            po me rreh
            më rreh
            do të më vrasë
            do me vras
            do më vrasë
            po më mbyt
            ka thikë
            thirrni policinë
            merrni policinë
            jam në rrezik
            më ka mbyllur
            nuk më lë të dal
        """),
        _lines("""
            dua të vdes
            dua te vdes
            dua të vras veten
            do të vras veten
            nuk dua të jetoj
        """),
    ),
    Spoken(
        "lithuanian",
        _lines("""
            padėkite
            padėk man
            gelbėkite
            mane muša
            muša mane
            mane nužudys
            nužudys mane
            nori mane nužudyti
            mane smaugia
            turi peilį
            kvieskite policiją
            iškvieskite policiją
            skambinkite policijai
            man gresia pavojus
            esu pavojuje
            mane užrakino
        """),
        _lines("""
            noriu mirti
            nenoriu gyventi
            nusižudysiu
            noriu nusižudyti
        """),
    ),
)

# Written without spaces between words: found anywhere in the message.
UNSPACED = (
    Spoken(
        "chinese",
        _lines("""
            救命
            救救我
            帮帮我
            幫幫我
            在打我
            打我了
            要杀我
            要殺我
            杀了我
            殺了我
            掐我
            强奸我
            強姦我
            报警
            報警
            叫警察
            我有危险
            我有危險
            拿着刀
            跟踪我
            不让我走
            不让我出门
        """),
        _lines("""
            我想死
            不想活
            想自杀
            想自殺
            要自杀
            要自殺
        """),
    ),
)
